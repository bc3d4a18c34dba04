package io.breakwater.node.grpc;

import static io.breakwater.node.grpc.MarginMessages.plain;

import io.breakwater.clearing.v1.CollateralTerms;
import io.breakwater.clearing.v1.CommonTerms;
import io.breakwater.clearing.v1.Fraction;
import io.breakwater.clearing.v1.HaircutStep;
import io.breakwater.clearing.v1.HealthTerms;
import io.breakwater.clearing.v1.Increments;
import io.breakwater.clearing.v1.LiquidationTerms;
import io.breakwater.clearing.v1.MarginTier;
import io.breakwater.clearing.v1.OpenInterestCaps;
import io.breakwater.clearing.v1.PortfolioTerms;
import io.breakwater.clearing.v1.UnderlyingTerms;
import io.breakwater.core.instrument.HealthThresholds;
import io.breakwater.core.instrument.LiquidationParameters;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.instrument.PortfolioParameters;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.instrument.Threshold;
import io.breakwater.core.instrument.UnderlyingParameters;
import java.util.List;
import java.util.TreeMap;

/** Writes margin terms, with every default written out. */
final class TermsMessages {

    private TermsMessages() {}

    /** Margin terms of an underlying; those of its feed are added by {@link FeedTermsMessages}. */
    static UnderlyingTerms.Builder underlying(UnderlyingParameters terms) {
        UnderlyingTerms.Builder message = UnderlyingTerms.newBuilder()
                .setName(terms.name())
                .setIncrements(Increments.newBuilder()
                        .setLot(plain(terms.increments().lot()))
                        .setTick(plain(terms.increments().tick())))
                .setPositiveProfitWeight(plain(terms.positiveProfitWeight()))
                .setReferencePrice(
                        terms.referencePrice().map(MarginMessages::plain).orElse(""));
        terms.tiers().ifPresent(table -> message.addAllTiers(tiers(table)));
        terms.openInterestCaps()
                .ifPresent(caps -> message.setOpenInterestCaps(OpenInterestCaps.newBuilder()
                        .setLower(plain(caps.lower()))
                        .setUpper(plain(caps.upper()))));
        return message;
    }

    private static List<MarginTier> tiers(MarginTiers table) {
        return table.pieces().stream()
                .map(MarginTiers.Piece::tier)
                .map(tier -> MarginTier.newBuilder()
                        .setLower(plain(tier.lower()))
                        .setImr(plain(tier.initialRate()))
                        .setMmr(plain(tier.maintenanceRate()))
                        .build())
                .toList();
    }

    /** Terms that hold for every underlying. */
    static CommonTerms common(RiskParameters parameters) {
        CommonTerms.Builder message = CommonTerms.newBuilder()
                .setHealth(health(parameters.health()))
                .setLiquidation(liquidation(parameters.liquidation()))
                .setPortfolio(portfolio(parameters.portfolio()));
        new TreeMap<>(parameters.collateral()).values().forEach(asset -> {
            CollateralTerms.Builder terms = CollateralTerms.newBuilder().setAsset(asset.asset());
            asset.haircut()
                    .steps()
                    .forEach(step -> terms.addHaircut(HaircutStep.newBuilder()
                            .setLower(plain(step.lower()))
                            .setRate(plain(step.rate()))));
            message.addCollateral(terms);
        });
        return message.build();
    }

    private static HealthTerms health(HealthThresholds health) {
        return HealthTerms.newBuilder()
                .setWarningEnter(fraction(health.warningEnter()))
                .setWarningLeave(fraction(health.warningLeave()))
                .setCallEnter(fraction(health.callEnter()))
                .setCallLeave(fraction(health.callLeave()))
                .setLiquidationEnter(fraction(health.liquidationEnter()))
                .setLiquidationLeave(fraction(health.liquidationLeave()))
                .setLiquidationTarget(fraction(health.liquidationTarget()))
                .setBackstopEnter(fraction(health.backstopEnter()))
                .build();
    }

    private static Fraction fraction(Threshold threshold) {
        return Fraction.newBuilder()
                .setNumerator(threshold.numerator())
                .setDenominator(threshold.denominator())
                .build();
    }

    private static LiquidationTerms liquidation(LiquidationParameters terms) {
        return LiquidationTerms.newBuilder()
                .setKeeperFee(plain(terms.keeperFee()))
                .setFundFee(plain(terms.fundFee()))
                .setSlippage(plain(terms.slippage()))
                .setFullCloseFraction(plain(terms.fullCloseFraction()))
                .setMinRemainingNotional(plain(terms.minRemainingNotional()))
                .setBackstopFeeOfMaintenance(plain(terms.backstopFeeOfMaintenance()))
                .setKeeperMin(AccountMessages.money(terms.keeperMin()))
                .setKeeperMax(AccountMessages.money(terms.keeperMax()))
                .build();
    }

    private static PortfolioTerms portfolio(PortfolioParameters terms) {
        PortfolioTerms.Builder message = PortfolioTerms.newBuilder()
                .setScanRange(plain(terms.scanRange()))
                .setVolatilityUp(plain(terms.volatilityUp()))
                .setVolatilityDown(plain(terms.volatilityDown()))
                .setTailShareOfScanRange(plain(terms.tailShareOfScanRange()))
                .setShortOptionMinimum(plain(terms.shortOptionMinimum()))
                .setGrossFutures(plain(terms.grossFutures()))
                .setInitialFactor(plain(terms.initialFactor()));
        terms.concentration().ifPresent(table -> message.addAllConcentration(tiers(table)));
        return message.build();
    }
}
