package io.breakwater.core.margin;

import static io.breakwater.core.GoldenExamples.decimal;
import static io.breakwater.core.GoldenExamples.example;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.margin.MarginAccount.Position;
import io.breakwater.core.margin.MarginResult.PositionResult;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The worked examples of liquidation and bankruptcy prices. */
class GoldenPositionPricesTest {

    private static final BigDecimal TICK = new BigDecimal("0.10");
    private static final MarginTiers BTC = DefaultParameters.btcTiers();

    private final MarginCalculator calculator = new MarginCalculator(DefaultParameters.epochOne());

    @Test
    @DisplayName("G01 isolated long: equity, requirements, health, liquidation and bankruptcy price")
    void isolatedLong() {
        JsonNode given = example("G01").get("given");
        JsonNode expect = example("G01").get("expect");
        Position position = position(given, given.get("mark").textValue());
        MarginAccount account = isolated(given, position);

        MarginResult result = calculator.calculate(account);

        assertThat(position.notional()).isEqualByComparingTo(decimal(expect, "notional"));
        assertThat(result.equity()).isEqualByComparingTo(decimal(expect, "equity"));
        assertThat(result.maintenance()).isEqualByComparingTo(decimal(expect, "mm"));
        assertThat(result.initial()).isEqualByComparingTo(decimal(expect, "im"));
        assertThat(result.equity().divide(result.maintenance(), 12, Rounding.HALF_EVEN.mode()))
                .isEqualByComparingTo(decimal(expect, "health"));
        TierRequirement requirement = calculator.tierRequirement(account, position);
        assertThat(PositionPrices.exactLiquidationPrice(result, position, requirement))
                .hasValue(decimal(expect, "liquidation_price_exact"));
        assertThat(PositionPrices.liquidationPrice(result, position, BTC, TICK).orElseThrow())
                .isEqualByComparingTo(decimal(expect, "liquidation_price_tick_0_10_up"));
        assertThat(PositionPrices.exactBankruptcyPrice(result, position).orElseThrow())
                .isEqualByComparingTo(decimal(expect, "bankruptcy_price_exact"));
    }

    @Test
    @DisplayName("G02 isolated short: liquidation and bankruptcy price, wherever the mark stands")
    void isolatedShort() {
        JsonNode given = example("G02").get("given");
        JsonNode expect = example("G02").get("expect");
        for (String mark : List.of("60000", "58900", "62500", "70000")) {
            Position position = position(given, mark);
            MarginAccount account = isolated(given, position);
            MarginResult result = calculator.calculate(account);
            TierRequirement requirement = calculator.tierRequirement(account, position);

            assertThat(PositionPrices.exactLiquidationPrice(result, position, requirement))
                    .hasValue(decimal(expect, "liquidation_price_exact"));
            assertThat(PositionPrices.liquidationPrice(result, position, BTC, TICK)
                            .orElseThrow())
                    .isEqualByComparingTo(decimal(expect, "liquidation_price_tick_0_10_down"));
            assertThat(PositionPrices.exactBankruptcyPrice(result, position).orElseThrow())
                    .isEqualByComparingTo(decimal(expect, "bankruptcy_price_exact"));
        }
    }

    @Test
    @DisplayName("G18 bankruptcy price of each position of a cross account")
    void sharesOfEquity() {
        JsonNode given = example("G18").get("given");
        JsonNode expect = example("G18").get("expect");
        List<Position> positions = List.of(
                held(given.get("positions").get(0)), held(given.get("positions").get(1)));
        MarginResult result = resultOf(given, positions);

        BigDecimal btc =
                PositionPrices.exactBankruptcyPrice(result, positions.get(0)).orElseThrow();
        BigDecimal eth =
                PositionPrices.exactBankruptcyPrice(result, positions.get(1)).orElseThrow();

        assertThat(btc).isEqualByComparingTo(decimal(expect, "btc"));
        assertThat(eth).isEqualByComparingTo(decimal(expect, "eth"));
        assertThat(buffer(positions.get(0), btc)).isEqualByComparingTo(decimal(expect, "btc_buffer"));
        assertThat(buffer(positions.get(1), eth)).isEqualByComparingTo(decimal(expect, "eth_buffer"));
        assertThat(PositionPrices.bankruptcyPrice(result, positions.get(0), TICK)
                        .orElseThrow())
                .as("up for a long: closing there never needs the fund")
                .isEqualByComparingTo("59466.7");
    }

    /** What the position may lose before its share of the equity is gone, to the cent. */
    private static BigDecimal buffer(Position position, BigDecimal bankruptcyPrice) {
        return position.mark()
                .subtract(bankruptcyPrice)
                .multiply(position.quantity())
                .setScale(2, Rounding.HALF_EVEN.mode());
    }

    private static Position held(JsonNode node) {
        return Holdings.perpetual(
                node.get("symbol").textValue(),
                node.get("qty").textValue(),
                node.get("mark").textValue(),
                node.get("mark").textValue());
    }

    private static MarginResult resultOf(JsonNode given, List<Position> positions) {
        BigDecimal equity = decimal(given, "equity");
        BigDecimal zero = BigDecimal.ZERO;
        List<PositionResult> parts = List.of(
                part(given.get("positions").get(0), positions.get(0).instrument()),
                part(given.get("positions").get(1), positions.get(1).instrument()));
        BigDecimal maintenance = parts.get(0).maintenance().add(parts.get(1).maintenance());
        return new MarginResult(equity, zero, zero, zero, equity, equity, maintenance, maintenance, parts, List.of());
    }

    private static PositionResult part(JsonNode node, Instrument instrument) {
        BigDecimal maintenance = decimal(node, "mm");
        BigDecimal notional = decimal(node, "qty").multiply(decimal(node, "mark"));
        return new PositionResult(instrument, notional, BigDecimal.ZERO, BigDecimal.ZERO, maintenance, maintenance);
    }

    private static Position position(JsonNode given, String mark) {
        return Holdings.perpetual(
                given.get("symbol").textValue(),
                given.get("qty").textValue(),
                given.get("entry").textValue(),
                mark,
                given.get("funding_accrued").textValue());
    }

    private static MarginAccount isolated(JsonNode given, Position position) {
        return Holdings.account(
                MarginMode.ISOLATED, given.get("isolated_collateral").textValue(), position);
    }
}
