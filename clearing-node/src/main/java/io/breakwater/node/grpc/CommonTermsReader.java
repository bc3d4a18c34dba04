package io.breakwater.node.grpc;

import static io.breakwater.node.grpc.TermsReader.checked;
import static io.breakwater.node.grpc.TermsReader.decimal;

import io.breakwater.clearing.v1.CollateralTerms;
import io.breakwater.clearing.v1.CommonTerms;
import io.breakwater.clearing.v1.Fraction;
import io.breakwater.clearing.v1.HealthTerms;
import io.breakwater.clearing.v1.LiquidationTerms;
import io.breakwater.clearing.v1.PortfolioTerms;
import io.breakwater.core.instrument.CollateralAsset;
import io.breakwater.core.instrument.HaircutCurve;
import io.breakwater.core.instrument.HealthThresholds;
import io.breakwater.core.instrument.LiquidationParameters;
import io.breakwater.core.instrument.PortfolioParameters;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.instrument.Threshold;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.money.Money;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads terms that hold for every underlying: each message present replaces its counterpart whole, the rest stays. */
final class CommonTermsReader {

    private CommonTermsReader() {}

    /** The next version of the parameters. */
    static RiskParameters next(RiskParameters now, Map<String, UnderlyingParameters> underlyings, CommonTerms common) {
        String path = "common";
        Fields.require(!common.hasWaterfall(), path + ".waterfall", "present", "absent: a setting of the nodes");
        Fields.require(!common.hasDeleveraging(), path + ".deleveraging", "present", "absent: a setting of the nodes");
        return checked(
                path,
                () -> new RiskParameters(
                        now.epoch() + 1,
                        underlyings,
                        common.getCollateralCount() == 0
                                ? now.collateral()
                                : collateral(path + ".collateral", common.getCollateralList()),
                        common.hasHealth() ? health(common.getHealth()) : now.health(),
                        common.hasLiquidation()
                                ? liquidation(path + ".liquidation", common.getLiquidation())
                                : now.liquidation(),
                        common.hasPortfolio()
                                ? portfolio(path + ".portfolio", common.getPortfolio())
                                : now.portfolio()));
    }

    private static Map<String, CollateralAsset> collateral(String path, List<CollateralTerms> terms) {
        Map<String, CollateralAsset> assets = new TreeMap<>();
        for (int i = 0; i < terms.size(); i++) {
            String at = path + "[" + i + "]";
            CollateralTerms asset = terms.get(i);
            Fields.require(!asset.getAsset().isBlank(), at + ".asset", asset.getAsset(), "the name of an asset");
            HaircutCurve curve = new HaircutCurve(asset.getHaircutList().stream()
                    .map(step -> new HaircutCurve.Step(
                            Fields.decimal(at + ".haircut.lower", step.getLower(), Money.SCALE),
                            Fields.decimal(at + ".haircut.rate", step.getRate(), Money.SCALE)))
                    .toList());
            boolean isNew = assets.put(asset.getAsset(), new CollateralAsset(asset.getAsset(), curve)) == null;
            Fields.require(isNew, at + ".asset", asset.getAsset(), "in the list once");
        }
        return assets;
    }

    private static HealthThresholds health(HealthTerms terms) {
        HealthThresholds usual = HealthThresholds.defaults();
        return new HealthThresholds(
                threshold(terms.hasWarningEnter(), terms.getWarningEnter(), usual.warningEnter()),
                threshold(terms.hasWarningLeave(), terms.getWarningLeave(), usual.warningLeave()),
                threshold(terms.hasCallEnter(), terms.getCallEnter(), usual.callEnter()),
                threshold(terms.hasCallLeave(), terms.getCallLeave(), usual.callLeave()),
                threshold(terms.hasLiquidationEnter(), terms.getLiquidationEnter(), usual.liquidationEnter()),
                threshold(terms.hasLiquidationLeave(), terms.getLiquidationLeave(), usual.liquidationLeave()),
                threshold(terms.hasLiquidationTarget(), terms.getLiquidationTarget(), usual.liquidationTarget()),
                threshold(terms.hasBackstopEnter(), terms.getBackstopEnter(), usual.backstopEnter()));
    }

    private static Threshold threshold(boolean isPresent, Fraction fraction, Threshold absent) {
        return isPresent ? new Threshold(fraction.getNumerator(), fraction.getDenominator()) : absent;
    }

    private static LiquidationParameters liquidation(String path, LiquidationTerms terms) {
        LiquidationParameters usual = LiquidationParameters.defaults();
        return new LiquidationParameters(
                decimal(path + ".keeper_fee", terms.getKeeperFee(), usual.keeperFee()),
                decimal(path + ".fund_fee", terms.getFundFee(), usual.fundFee()),
                decimal(path + ".slippage", terms.getSlippage(), usual.slippage()),
                decimal(path + ".full_close_fraction", terms.getFullCloseFraction(), usual.fullCloseFraction()),
                decimal(
                        path + ".min_remaining_notional",
                        terms.getMinRemainingNotional(),
                        usual.minRemainingNotional()),
                decimal(
                        path + ".backstop_fee_of_maintenance",
                        terms.getBackstopFeeOfMaintenance(),
                        usual.backstopFeeOfMaintenance()),
                money(path + ".keeper_min", terms.getKeeperMin(), usual.keeperMin()),
                money(path + ".keeper_max", terms.getKeeperMax(), usual.keeperMax()));
    }

    private static Money money(String field, String value, Money absent) {
        return value.isEmpty() ? absent : Fields.moneyNotNegative(field, value);
    }

    private static PortfolioParameters portfolio(String path, PortfolioTerms terms) {
        PortfolioParameters usual = PortfolioParameters.defaults();
        return new PortfolioParameters(
                decimal(path + ".scan_range", terms.getScanRange(), usual.scanRange()),
                decimal(path + ".volatility_up", terms.getVolatilityUp(), usual.volatilityUp()),
                decimal(path + ".volatility_down", terms.getVolatilityDown(), usual.volatilityDown()),
                decimal(
                        path + ".tail_share_of_scan_range",
                        terms.getTailShareOfScanRange(),
                        usual.tailShareOfScanRange()),
                decimal(path + ".short_option_minimum", terms.getShortOptionMinimum(), usual.shortOptionMinimum()),
                decimal(path + ".gross_futures", terms.getGrossFutures(), usual.grossFutures()),
                decimal(path + ".initial_factor", terms.getInitialFactor(), usual.initialFactor()),
                terms.getConcentrationCount() == 0
                        ? Optional.empty()
                        : Optional.of(TermsReader.tiers(path + ".concentration", terms.getConcentrationList())));
    }
}
