package io.breakwater.core.margin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.Instrument.DatedFuture;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.margin.MarginAccount.Conditions;
import io.breakwater.core.margin.MarginAccount.Position;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TierMarginTest {

    private static final RiskParameters PARAMETERS = DefaultParameters.epochOne();
    private static final Position TEN_BTC = Holdings.perpetual("BTC", "10", "60000", "60000");

    private final MarginCalculator calculator = new MarginCalculator(PARAMETERS);

    @Test
    void openOrdersCountAtTheSideThatCouldGrowMost() {
        assertThat(maintenance(Holdings.with(TEN_BTC, "60000", "0", "0"))).isEqualByComparingTo("6000");
        assertThat(maintenance(Holdings.with(TEN_BTC, "60000", "5", "0"))).isEqualByComparingTo("9000");
        assertThat(maintenance(Holdings.with(TEN_BTC, "60000", "0", "10")))
                .as("an order that only closes adds nothing")
                .isEqualByComparingTo("6000");
        assertThat(maintenance(Holdings.with(TEN_BTC, "60000", "0", "20")))
                .as("ten to close and ten to be short")
                .isEqualByComparingTo("6000");
        assertThat(maintenance(Holdings.with(TEN_BTC, "60000", "0", "20.001"))).isEqualByComparingTo("6000.60");
        assertThat(maintenance(Holdings.with(TEN_BTC, "60000", "5", "26")))
                .as("16 short weigh more than 15 long")
                .isEqualByComparingTo("9600");
    }

    @Test
    void instrumentsOfOneUnderlyingDoNotNet() {
        Position sold = Position.of(
                new DatedFuture("BTC", LocalDate.of(2026, 12, 25)),
                BigDecimal.TEN.negate(),
                new BigDecimal("61000"),
                BigDecimal.ZERO,
                Optional.empty());

        assertThat(calculator
                        .calculate(Holdings.account(MarginMode.ISOLATED, "0", TEN_BTC, sold))
                        .maintenance())
                .isEqualByComparingTo("12100");
    }

    @Test
    void rangesScaleTheRatesAndOpenInterestMovesTheInitialRateTowardOne() {
        assertThat(initial("1", "1", "0")).isEqualByComparingTo("12000");
        assertThat(initial("1", "1.5", "0")).isEqualByComparingTo("18000");
        assertThat(initial("1", "1", "0.25")).as("2 % + 0.25*98 %").isEqualByComparingTo("159000");
        assertThat(initial("1", "1.5", "1")).as("fully paid").isEqualByComparingTo("600000");
        assertThat(initial("2", "1", "0")).as("MM has reached IM").isEqualByComparingTo("12000");
        assertThat(initial("2.1", "1", "0")).as("MM is the floor of IM").isEqualByComparingTo("12600");
        assertThat(maintenanceAt(new BigDecimal("2.1"))).isEqualByComparingTo("12600");
    }

    @Test
    void initEquityTakesTheWorseOfMarkAndStable() {
        Position gain = Holdings.perpetual("BTC", "10", "59000", "60000");
        assertThat(initialEquity("1", Holdings.with(gain, "60500", "0", "0"))).isEqualByComparingTo("10000");
        assertThat(initialEquity("1", Holdings.with(gain, "59500", "0", "0"))).isEqualByComparingTo("5000");
        assertThat(initialEquity("0.5", Holdings.with(gain, "59500", "0", "0"))).isEqualByComparingTo("2500");
        assertThat(initialEquity("0.5", Holdings.with(gain, "58900", "0", "0")))
                .as("a loss counts in full")
                .isEqualByComparingTo("-1000");
        Position sold = Holdings.perpetual("BTC", "-10", "60000", "60000");
        assertThat(initialEquity("1", Holdings.with(sold, "60100", "0", "0")))
                .as("for a short the higher price is the worse one")
                .isEqualByComparingTo("-1000");
    }

    @Test
    void feesDueAreTakenFromBothEquities() {
        MarginAccount account = new MarginAccount(
                MarginMode.CROSS, List.of(Holdings.cash("100")), List.of(), new BigDecimal("30"), Map.of());

        MarginResult result = calculator.calculate(account);

        assertThat(result.equity()).isEqualByComparingTo("70");
        assertThat(result.initialEquity()).isEqualByComparingTo("70");
        assertThat(result.maintenance()).isZero();
    }

    @Test
    void holdingsWithoutARuleAreRefusedByName() {
        Position doge = Holdings.perpetual("DOGE", "1", "1", "1");
        Position eth = Holdings.perpetual("ETH", "1", "3000", "3000");
        Position call = Holdings.option("BTC-20261225-66000-C", "1", "60000", "0.5", "0.1");
        assertRefused("position DOGE-PERP: no parameters for underlying DOGE", MarginMode.CROSS, doge);
        assertRefused("position DOGE-PERP: no parameters for underlying DOGE", MarginMode.PORTFOLIO, doge);
        assertRefused("position BTC-PERP is there twice", MarginMode.CROSS, TEN_BTC, TEN_BTC);
        assertRefused("position ETH-PERP: an isolated account of BTC", MarginMode.ISOLATED, TEN_BTC, eth);
        assertRefused("BTC-20261225-66000-C: options are held in portfolio mode only", MarginMode.CROSS, call);
        assertRefused("BTC-PERP.reservedBuy -1 is below 0", MarginMode.CROSS, Holdings.with(TEN_BTC, "1", "-1", "0"));
        Position unpriced =
                Position.of(call.instrument(), call.quantity(), call.mark(), BigDecimal.ZERO, Optional.empty());
        assertRefused("BTC-20261225-66000-C: option inputs are missing", MarginMode.PORTFOLIO, unpriced);
    }

    @Test
    void anUnderlyingWithoutTiersIsForPortfolioModeOnly() {
        Map<String, UnderlyingParameters> underlyings = new HashMap<>(PARAMETERS.underlyings());
        UnderlyingParameters btc = underlyings.get("BTC");
        underlyings.put(
                "BTC",
                new UnderlyingParameters(
                        "BTC", Optional.empty(), btc.increments(), BigDecimal.ONE, Optional.empty(), false));
        MarginCalculator without = new MarginCalculator(new RiskParameters(
                2,
                underlyings,
                PARAMETERS.collateral(),
                PARAMETERS.health(),
                PARAMETERS.liquidation(),
                PARAMETERS.portfolio()));

        assertThatThrownBy(() -> without.calculate(Holdings.account(MarginMode.CROSS, "0", TEN_BTC)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BTC-PERP: underlying BTC has no tiers");
        assertThat(without.calculate(Holdings.account(MarginMode.PORTFOLIO, "0", TEN_BTC))
                        .maintenance())
                .isEqualByComparingTo("111000");
    }

    @Test
    void conditionsOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> conditions("1", "1", "1.01", "1")).hasMessage("openInterestShare 1.01 is above 1");
        assertThatThrownBy(() -> conditions("1", "1", "0", "1.01")).hasMessage("positiveProfitWeight 1.01 is above 1");
        assertThatThrownBy(() -> conditions("-0.1", "1", "0", "1")).hasMessage("maintenanceScale -0.1 is below 0");
        assertThat(conditions("0", "0", "1", "0").openInterestShare()).isEqualByComparingTo("1");
    }

    private void assertRefused(String reason, MarginMode mode, Position... positions) {
        assertThatThrownBy(() -> calculator.calculate(Holdings.account(mode, "0", positions)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    private BigDecimal maintenance(Position position) {
        return calculator
                .calculate(Holdings.account(MarginMode.CROSS, "0", position))
                .maintenance();
    }

    private BigDecimal initial(String maintenanceScale, String initialScale, String share) {
        return under(conditions(maintenanceScale, initialScale, share, "1"), TEN_BTC)
                .initial();
    }

    private BigDecimal maintenanceAt(BigDecimal scale) {
        return under(conditions(scale.toPlainString(), "1", "0.5", "1"), TEN_BTC)
                .maintenance();
    }

    private BigDecimal initialEquity(String weight, Position position) {
        return under(conditions("1", "1", "0", weight), position).initialEquity();
    }

    private MarginResult under(Conditions conditions, Position position) {
        return calculator.calculate(new MarginAccount(
                MarginMode.CROSS, List.of(), List.of(position), BigDecimal.ZERO, Map.of("BTC", conditions)));
    }

    private static Conditions conditions(String maintenance, String initial, String share, String weight) {
        return new Conditions(
                new BigDecimal(maintenance), new BigDecimal(initial), new BigDecimal(share), new BigDecimal(weight));
    }
}
