package io.breakwater.core.margin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.Increments;
import io.breakwater.core.instrument.InstrumentNames;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.instrument.PortfolioParameters;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.margin.MarginAccount.Conditions;
import io.breakwater.core.margin.MarginAccount.Position;
import io.breakwater.core.margin.MarginResult.PortfolioResult;
import io.breakwater.core.margin.Scenario.VolatilityMove;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortfolioMarginTest {

    private static final RiskParameters PARAMETERS = DefaultParameters.epochOne();
    private static final Position BTC = Holdings.perpetual("BTC", "1", "60000", "60000");
    private static final Position ETH = Holdings.perpetual("ETH", "-20", "3000", "3000");

    private final MarginCalculator calculator = new MarginCalculator(PARAMETERS);

    @Test
    void underlyingsDoNotOffsetEachOtherAndAreListedByName() {
        MarginResult result = calculate(Map.of(), ETH, BTC);

        assertThat(result.portfolio()).extracting(PortfolioResult::underlying).containsExactly("BTC", "ETH");
        assertThat(result.portfolio().get(0).maintenance()).as("18 % + 0.5 %").isEqualByComparingTo("11100");
        assertThat(result.maintenance()).isEqualByComparingTo("22200");
        assertThat(result.initial()).isEqualByComparingTo("27750");
        assertThat(ProofForm.slacks(result, result.portfolio().get(1)).stream()
                        .reduce(BigDecimal::min)
                        .orElseThrow())
                .as("the other underlying counts at its whole requirement")
                .isEqualByComparingTo(result.equity().subtract(result.maintenance()));
    }

    @Test
    void anInstrumentHedgesAnotherOnTheSameUnderlying() {
        Position sold = Position.of(
                InstrumentNames.parse("BTC-20261225"),
                BigDecimal.ONE.negate(),
                new BigDecimal("60000"),
                BigDecimal.ZERO,
                Optional.empty());

        MarginResult result = calculate(Map.of(), BTC, sold);

        assertThat(result.portfolio().get(0).scanLoss()).isZero();
        assertThat(result.maintenance()).as("0.5 % of gross").isEqualByComparingTo("600");
        assertThat(result.positions().get(0).maintenance()).as("standing alone").isEqualByComparingTo("11100");
    }

    @Test
    void aLongPutDoesNotReduceTheMinimumOfAShortCall() {
        Position shortCall = Holdings.option("BTC-20261225-66000-C", "-2", "60000", "0.5", "0.1");
        Position longPut = Holdings.option("BTC-20261225-54000-P", "2", "61000", "0.5", "0.1");

        PortfolioResult both =
                calculate(Map.of(), shortCall, longPut).portfolio().get(0);

        assertThat(both.shortOptions()).as("1 % of the call's own forward").isEqualByComparingTo("1200");
        assertThat(calculate(Map.of(), longPut).portfolio().get(0).shortOptions())
                .isZero();
        assertThat(calculate(Map.of(), Holdings.with(longPut, "61000", "0", "3"))
                        .portfolio()
                        .get(0)
                        .shortOptions())
                .as("an order to sell three would leave one short")
                .isEqualByComparingTo("610");
    }

    @Test
    void theRangeWidensTheScanAtOnceForNewRisk() {
        assertThat(at("1", "1").maintenance()).isEqualByComparingTo("11100");
        assertThat(at("2", "1").maintenance()).as("36 % + 0.5 %").isEqualByComparingTo("21900");
        assertThat(at("2", "1").initial()).as("1.25 of the wider").isEqualByComparingTo("27375");
        assertThat(at("1", "2").maintenance()).isEqualByComparingTo("11100");
        assertThat(at("1", "2").initial()).isEqualByComparingTo("27375");
        assertThat(at("10", "1").maintenance())
                .as("a spot move ends at -100 %, a tail still counts 0.77*180 % of the price")
                .isEqualByComparingTo("83460");
    }

    @Test
    void concentrationIsATierFunctionOfNetDelta() {
        MarginCalculator concentrated = new MarginCalculator(withConcentration("50000"));
        Position put = Holdings.option("BTC-20261225-60000-P", "1", "60000", "0.000001", "0.1");

        assertThat(charge(concentrated, BTC)).as("1 % to 50,000, then 10 %").isEqualByComparingTo("1500");
        assertThat(charge(concentrated, BTC, put))
                .as("a put at the money has half a delta, the other way")
                .isBetween(new BigDecimal("299"), new BigDecimal("301"));
        assertThat(charge(concentrated, Holdings.with(BTC, "60000", "0", "3")))
                .as("orders could make it 2 short")
                .isEqualByComparingTo("7500");
        assertThat(charge(calculator, BTC)).isZero();
    }

    @Test
    void optionsAreValuedAtTheWorseForwardForNewRisk() {
        Position call = Holdings.option("BTC-20261225-60000-C", "3", "60000", "0.5", "0.1");
        BigDecimal value = calculate(Map.of(), call).optionValue();

        assertThat(calculate(Map.of(), Holdings.with(call, "61000", "0", "0")).initialEquity())
                .isEqualByComparingTo(value);
        assertThat(calculate(Map.of(), Holdings.with(call, "59000", "0", "0")).initialEquity())
                .isLessThan(value.subtract(new BigDecimal("1000")));
        Conditions half = new Conditions(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ZERO, new BigDecimal("0.5"));
        assertThat(calculate(Map.of("BTC", half), call).initialEquity())
                .isEqualByComparingTo(value.multiply(new BigDecimal("0.5")));
    }

    @Test
    void whereOilMayBeNegativeScenariosMoveInPriceUnits() {
        MarginCalculator oil = new MarginCalculator(withOil(Optional.of(new BigDecimal("60"))));
        Position future = Holdings.perpetual("OIL", "100", "1", "-37.63");
        Position put = Holdings.option("OIL-20261225-20-P", "-100", "-37.63", "40", "0.1");

        MarginResult result = oil.calculate(Holdings.account(MarginMode.PORTFOLIO, "0", future));

        assertThat(result.portfolio().get(0).scanLoss())
                .as("18 % of 60, whatever the price")
                .isEqualByComparingTo("1080");
        assertThat(result.portfolio().get(0).grossFutures()).isEqualByComparingTo("18.815");
        MarginResult options = oil.calculate(Holdings.account(MarginMode.PORTFOLIO, "0", put));
        assertThat(options.optionValue())
                .as("the put is worth at least 57.63 each")
                .isLessThan(new BigDecimal("-5763"));
        assertThat(options.portfolio().get(0).scanLoss()).isPositive();
    }

    @Test
    void aPriceThatMayBeNegativeNeedsAReference() {
        MarginCalculator oil = new MarginCalculator(withOil(Optional.empty()));
        Position future = Holdings.perpetual("OIL", "100", "1", "-37.63");

        assertThatThrownBy(() -> oil.calculate(Holdings.account(MarginMode.PORTFOLIO, "0", future)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("OIL may be negative and has no referencePrice");
        assertThatThrownBy(() -> withOil(Optional.of(BigDecimal.ZERO))).hasMessageContaining("referencePrice 0");
    }

    @Test
    void anArrayOfAnotherSetIsRefused() {
        MarginCalculator wrong = new MarginCalculator(
                PARAMETERS,
                (position, grid) -> new RiskArray(
                        position.instrument(), position.mark(), BigDecimal.ONE, List.of(BigDecimal.ZERO)));

        assertThatThrownBy(() -> wrong.calculate(Holdings.account(MarginMode.PORTFOLIO, "0", BTC)))
                .hasMessage("risk array of BTC-PERP has 1 entries for 33 scenarios");
    }

    @Test
    void volatilityIsShockedByEachOptionsOwnDays() {
        VolatilityShock shock = VolatilityShock.standard(PortfolioParameters.defaults());
        assertThat(shock.multiplier(days("30"))).isEqualByComparingTo("1");
        assertThat(shock.multiplier(days("1")))
                .as("30^0.3, and no stronger below a day")
                .isEqualByComparingTo(shock.multiplier(days("0.1")))
                .isBetween(new BigDecimal("2.774"), new BigDecimal("2.775"));
        assertThat(shock.multiplier(days("60")))
                .as("0.5^0.13: beyond 30 days it fades more slowly")
                .isBetween(new BigDecimal("0.913"), new BigDecimal("0.914"));
        assertThat(shock.change(VolatilityMove.UP, BigDecimal.valueOf(2))).isEqualByComparingTo("1");
        assertThat(shock.change(VolatilityMove.DOWN, BigDecimal.valueOf(2))).isEqualByComparingTo("-0.6");
        assertThat(shock.change(VolatilityMove.DOWN, BigDecimal.valueOf(4)))
                .as("volatility stops at zero")
                .isEqualByComparingTo("-1");
        assertThat(shock.change(VolatilityMove.NONE, BigDecimal.TEN)).isZero();
    }

    @Test
    void theFastPathIsExactForFuturesAndCloseForSmallMovesOfOptions() {
        RiskArraySource fast = new GreekApproximation(PARAMETERS);
        RiskArraySource full = new FullRevaluation(PARAMETERS);
        // A hundredth of the range: 0.045 % a step. Volatility stays: its shocks are never small.
        ScenarioGrid small = new ScenarioGrid(
                ScenarioGrid.standard(PortfolioParameters.defaults(), new BigDecimal("0.01")).scenarios().stream()
                        .filter(s -> s.volatility() == VolatilityMove.NONE)
                        .toList());
        Property.holds("delta-gamma-vega against full revaluation", 100, rng -> {
            Position perpetual = RandomAccounts.perpetual("BTC", rng);
            assertThat(fast.arrayOf(perpetual, small)).isEqualTo(full.arrayOf(perpetual, small));
            Position option = Holdings.option(
                    "BTC-20261225-" + rng.nextInt(50000, 70000) + (rng.nextBoolean() ? "-C" : "-P"),
                    "1",
                    RandomAccounts.decimal(rng, 5_500_000, 6_500_000, 2),
                    RandomAccounts.decimal(rng, 30, 120, 2),
                    RandomAccounts.decimal(rng, 20, 1000, 3));
            RiskArray predicted = fast.arrayOf(option, small);
            RiskArray exact = full.arrayOf(option, small);
            assertThat(predicted.value()).isEqualByComparingTo(exact.value());
            for (int s = 0; s < small.scenarios().size(); s++) {
                assertThat(predicted
                                .entries()
                                .get(s)
                                .subtract(exact.entries().get(s))
                                .abs())
                        .as("a move of at most 117 dollars, priced to a cent")
                        .isLessThan(new BigDecimal("0.01"));
            }
        });
    }

    private static BigDecimal days(String days) {
        return new BigDecimal(days).divide(BigDecimal.valueOf(365), 40, RoundingMode.HALF_EVEN);
    }

    private MarginResult at(String maintenanceScale, String initialScale) {
        Conditions conditions = new Conditions(
                new BigDecimal(maintenanceScale), new BigDecimal(initialScale), BigDecimal.ZERO, BigDecimal.ONE);
        return calculate(Map.of("BTC", conditions), BTC);
    }

    private MarginResult calculate(Map<String, Conditions> conditions, Position... positions) {
        return calculator.calculate(
                new MarginAccount(MarginMode.PORTFOLIO, List.of(), List.of(positions), BigDecimal.ZERO, conditions));
    }

    private static BigDecimal charge(MarginCalculator by, Position... positions) {
        return by.calculate(Holdings.account(MarginMode.PORTFOLIO, "0", positions))
                .portfolio()
                .get(0)
                .concentration();
    }

    private static RiskParameters withConcentration(String edge) {
        PortfolioParameters base = PARAMETERS.portfolio();
        MarginTiers tiers = MarginTiers.of(List.of(
                new MarginTiers.Tier(BigDecimal.ZERO, new BigDecimal("0.01"), new BigDecimal("0.01")),
                new MarginTiers.Tier(new BigDecimal(edge), new BigDecimal("0.1"), new BigDecimal("0.1"))));
        PortfolioParameters concentrated = new PortfolioParameters(
                base.scanRange(),
                base.volatilityUp(),
                base.volatilityDown(),
                base.tailShareOfScanRange(),
                base.shortOptionMinimum(),
                base.grossFutures(),
                base.initialFactor(),
                Optional.of(tiers));
        return new RiskParameters(
                2,
                PARAMETERS.underlyings(),
                PARAMETERS.collateral(),
                PARAMETERS.health(),
                PARAMETERS.liquidation(),
                concentrated);
    }

    private static RiskParameters withOil(Optional<BigDecimal> reference) {
        UnderlyingParameters oil = new UnderlyingParameters(
                "OIL",
                Optional.empty(),
                new Increments(BigDecimal.ONE, new BigDecimal("0.01")),
                BigDecimal.ONE,
                Optional.empty(),
                true,
                reference);
        return new RiskParameters(
                2,
                Map.of("OIL", oil),
                PARAMETERS.collateral(),
                PARAMETERS.health(),
                PARAMETERS.liquidation(),
                PARAMETERS.portfolio());
    }
}
