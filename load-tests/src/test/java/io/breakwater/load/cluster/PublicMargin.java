package io.breakwater.load.cluster;

import io.breakwater.clearing.v1.Account;
import io.breakwater.clearing.v1.InstrumentMark;
import io.breakwater.clearing.v1.Position;
import io.breakwater.clearing.v1.ValidatedPrice;
import io.breakwater.core.instrument.HaircutCurve;
import io.breakwater.core.instrument.HealthThresholds;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.InstrumentNames;
import io.breakwater.core.instrument.LiquidationParameters;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.instrument.MarginTiers.Tier;
import io.breakwater.core.instrument.PortfolioParameters;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.margin.MarginAccount;
import io.breakwater.core.margin.MarginCalculator;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.margin.MarginResult;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The margin of an account in one market, computed by the core from public answers alone. */
final class PublicMargin {

    private PublicMargin() {}

    /** Of an account whose positions are all on the underlying of this price. */
    static MarginResult of(Account account, ValidatedPrice price, BigDecimal initialRate, BigDecimal maintenanceRate) {
        List<MarginAccount.Collateral> collateral = account.getBalancesList().stream()
                .map(balance -> new MarginAccount.Collateral(
                        balance.getAsset(),
                        new BigDecimal(balance.getAmount()),
                        BigDecimal.ONE,
                        HaircutCurve.flat(BigDecimal.ZERO)))
                .toList();
        MarginAccount.Conditions conditions = new MarginAccount.Conditions(
                new BigDecimal(price.getMaintenanceScale()),
                new BigDecimal(price.getInitialScale()),
                BigDecimal.ZERO,
                BigDecimal.ONE);
        return new MarginCalculator(parameters(price.getUnderlying(), initialRate, maintenanceRate))
                .calculate(new MarginAccount(
                        MarginMode.CROSS,
                        collateral,
                        account.getPositionsList().stream()
                                .map(held -> position(held, price))
                                .toList(),
                        BigDecimal.ZERO,
                        Map.of(price.getUnderlying(), conditions)));
    }

    private static MarginAccount.Position position(Position held, ValidatedPrice price) {
        Instrument instrument = InstrumentNames.parse(held.getInstrument());
        BigDecimal quantity = new BigDecimal(held.getQuantity());
        BigDecimal mark = price.getMarksList().stream()
                .filter(one -> one.getInstrument().equals(held.getInstrument()))
                .map(InstrumentMark::getMark)
                .map(BigDecimal::new)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no mark of " + held.getInstrument() + " in " + price));
        return MarginAccount.Position.of(
                instrument,
                quantity,
                mark,
                quantity.multiply(mark).add(new BigDecimal(held.getQuote())),
                Optional.empty());
    }

    private static RiskParameters parameters(String underlying, BigDecimal initialRate, BigDecimal maintenanceRate) {
        MarginTiers tiers = MarginTiers.of(List.of(new Tier(BigDecimal.ZERO, initialRate, maintenanceRate)));
        return new RiskParameters(
                1,
                Map.of(underlying, DefaultParameters.underlying(underlying, tiers, "0.001", "0.01")),
                Map.of(),
                HealthThresholds.defaults(),
                LiquidationParameters.defaults(),
                PortfolioParameters.defaults());
    }
}
