package io.breakwater.core.margin;

import static io.breakwater.core.GoldenExamples.decimal;
import static io.breakwater.core.GoldenExamples.example;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.instrument.InstrumentNames;
import io.breakwater.core.instrument.PortfolioParameters;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.margin.MarginAccount.OptionInputs;
import io.breakwater.core.margin.MarginAccount.Position;
import io.breakwater.core.margin.MarginResult.PortfolioResult;
import io.breakwater.core.margin.MarginResult.ScenarioResult;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The worked examples of portfolio margin, ours and published ones. */
class GoldenPortfolioTest {

    private static final RiskParameters PARAMETERS = DefaultParameters.epochOne();
    private static final JsonNode G08 = example("G08").get("given");

    @Test
    @DisplayName("G08 the standard set: 33 scenarios in order, with their weights")
    void scenarios() {
        List<Scenario> scenarios =
                ScenarioGrid.standard(PortfolioParameters.defaults()).scenarios();

        assertThat(scenarios).hasSize(33);
        for (int s = 0; s < scenarios.size(); s++) {
            JsonNode expected = G08.get("scenarios").get(s);
            assertThat(scenarios.get(s).spotShock()).isEqualByComparingTo(decimal(expected, "spot_shock"));
            assertThat(scenarios.get(s).volatility())
                    .hasToString(expected.get("vol").textValue());
            assertThat(scenarios.get(s).weight()).isEqualByComparingTo(decimal(expected, "weight"));
        }
    }

    @Test
    @DisplayName("G08 scan loss, charges, requirements, equity and health from the given risk arrays")
    void composition() {
        JsonNode expect = example("G08").get("expect");
        Map<String, RiskArray> given = givenArrays();

        MarginResult result = new MarginCalculator(
                        PARAMETERS,
                        (position, grid) -> given.get(position.instrument().name()))
                .calculate(account());

        PortfolioResult btc = result.portfolio().get(0);
        for (int s = 0; s < 33; s++) {
            assertThat(btc.scenarios().get(s).profit())
                    .isEqualByComparingTo(expect.get("scenario_pnl").get(s).textValue());
        }
        ScenarioResult worst = btc.scenarios().get(expect.get("worst_scenario").intValue());
        assertThat(worst.profit().negate()).isEqualByComparingTo(btc.scanLoss());
        assertThat(worst.scenario().spotShock()).isEqualByComparingTo(decimal(expect, "worst_shock"));
        assertThat(worst.scenario().volatility())
                .hasToString(expect.get("worst_vol").textValue());
        assertThat(up(btc.scanLoss())).isEqualByComparingTo(decimal(expect, "scan_loss"));
        assertThat(btc.shortOptions()).isEqualByComparingTo(decimal(expect, "short_option_minimum"));
        assertThat(btc.grossFutures()).isEqualByComparingTo(decimal(expect, "gross_future_charge"));
        assertThat(btc.concentration()).isZero();
        assertThat(up(result.maintenance())).isEqualByComparingTo(decimal(expect, "mm"));
        assertThat(up(result.initial())).isEqualByComparingTo(decimal(expect, "im"));
        assertThat(down(result.equity())).isEqualByComparingTo(decimal(expect, "equity"));
        assertThat(result.equity().divide(result.maintenance(), 12, Rounding.HALF_EVEN.mode()))
                .isEqualByComparingTo(decimal(expect, "health"));
    }

    @Test
    @DisplayName("G08 our own risk arrays and option values are the given ones, to the last of 8 decimals")
    void recomputedArrays() {
        FullRevaluation revaluation = new FullRevaluation(PARAMETERS);
        ScenarioGrid grid = ScenarioGrid.standard(PortfolioParameters.defaults());
        Map<String, RiskArray> given = givenArrays();
        for (Position position : account().positions()) {
            RiskArray ours = revaluation.arrayOf(position, grid);
            RiskArray expected = given.get(position.instrument().name());
            assertThat(ours.value()).isEqualByComparingTo(expected.value());
            for (int s = 0; s < 33; s++) {
                assertThat(ours.entries().get(s))
                        .as("%s in scenario %d", position.instrument(), s)
                        .isEqualByComparingTo(expected.entries().get(s));
            }
        }
    }

    @Test
    @DisplayName("G09 the same account as linear inequalities")
    void proofForm() {
        JsonNode expect = example("G09").get("expect");
        MarginResult result = new MarginCalculator(PARAMETERS).calculate(account());

        List<BigDecimal> slacks = ProofForm.slacks(result, result.portfolio().get(0));

        for (JsonNode row : expect.get("rows")) {
            assertThat(down(slacks.get(row.get("scenario").intValue()))).isEqualByComparingTo(decimal(row, "slack"));
        }
        BigDecimal least = slacks.stream().reduce(BigDecimal::min).orElseThrow();
        assertThat(down(least)).isEqualByComparingTo(decimal(expect, "minimum_slack"));
        assertThat(least).isEqualByComparingTo(result.equity().subtract(result.maintenance()));
        assertThat(slacks.stream().allMatch(slack -> slack.signum() >= 0))
                .isEqualTo(expect.get("all_non_negative").booleanValue());
    }

    @Test
    @DisplayName("G10 delta-gamma-vega row of the risk array")
    void greeks() {
        JsonNode given = example("G10").get("given");
        Greeks greeks =
                new Greeks(decimal(given, "delta"), decimal(given, "gamma"), decimal(given, "vega_per_1_00_vol"));
        for (JsonNode row : example("G10").get("expect").get("rows")) {
            BigDecimal move = decimal(given, "forward").multiply(decimal(row, "spot_shock"));
            BigDecimal unit = greeks.profit(move, decimal(row, "vol_points"));

            assertThat(unit).isEqualByComparingTo(decimal(row, "unit_pnl"));
            assertThat(unit.multiply(decimal(given, "qty"))).isEqualByComparingTo(decimal(row, "pnl_qty_minus_2"));
        }
    }

    @Test
    @DisplayName("G32 maintenance margin covers the cost of closing by the square-root law")
    void impact() {
        JsonNode given = example("G32").get("given");
        SquareRootImpact impact =
                new SquareRootImpact(decimal(given, "Y"), decimal(given, "day_vol"), decimal(given, "day_volume"));
        for (JsonNode row : example("G32").get("expect").get("rows")) {
            BigDecimal notional = decimal(row, "notional");
            assertThat(impact.of(notional).setScale(12, Rounding.HALF_EVEN.mode()))
                    .isEqualByComparingTo(decimal(row, "impact"));
            assertThat(up(impact.cost(notional))).isEqualByComparingTo(decimal(row, "average_cost"));
            assertThat(DefaultParameters.btcTiers().maintenance(notional)).isEqualByComparingTo(decimal(row, "mm"));
            assertThat(impact.isCovered(notional, DefaultParameters.btcTiers(), PARAMETERS.liquidation()))
                    .isEqualTo(row.get("covers").booleanValue());
        }
    }

    @Test
    @DisplayName("A10 Black-76 reproduces the price and the worst scenario that Derive publishes")
    void publishedOptionScenario() {
        JsonNode given = example("A10").get("given");
        JsonNode expect = example("A10").get("expect");
        BigDecimal years = decimal(given, "seconds").divide(new BigDecimal("31536000"), 30, Rounding.HALF_EVEN.mode());
        OptionInputs now = new OptionInputs(decimal(given, "forward"), decimal(given, "vol"), years);
        // Derive raises volatility by 45 % at 30 days, with the same exponent of time as ours.
        VolatilityShock shock = new VolatilityShock(
                new BigDecimal("0.45"),
                BigDecimal.ZERO,
                BigDecimal.valueOf(30),
                new BigDecimal("0.30"),
                new BigDecimal("0.13"));
        BigDecimal rise = shock.change(Scenario.VolatilityMove.UP, shock.multiplier(years));
        OptionInputs then = new OptionInputs(
                now.forward().multiply(new BigDecimal("1.15")),
                now.impliedVolatility().multiply(BigDecimal.ONE.add(rise)),
                years);
        EuropeanOption call = (EuropeanOption)
                InstrumentNames.parse("ETH-20261225-" + given.get("strike").textValue() + "-C");
        OptionModel model = new Black76();

        BigDecimal price = model.value(call, now);
        BigDecimal loss = price.subtract(model.value(call, then));

        assertThat(price.setScale(11, Rounding.HALF_EVEN.mode())).isEqualByComparingTo(decimal(expect, "call_price"));
        assertThat(loss.setScale(9, Rounding.HALF_EVEN.mode()))
                .isEqualByComparingTo(decimal(expect, "our_spot_up_15_vol_up"));
        BigDecimal published = decimal(expect.get("rows").get(0), "worst_scenario");
        assertThat(loss.subtract(published).abs().compareTo(new BigDecimal("1e-12")) < 0)
                .isEqualTo(expect.get("matches_published_worst").booleanValue());
    }

    @Test
    @DisplayName("A10 composition of Derive: mark to market, worst scenario and contingency")
    void publishedComposition() {
        BigDecimal factor = decimal(example("A10").get("given"), "loss_factor");
        for (JsonNode row : example("A10").get("expect").get("rows")) {
            BigDecimal mark = decimal(row, "mtm");
            BigDecimal loss = decimal(row, "worst_scenario").add(decimal(row, "option_contingency"));
            assertThat(mark.add(loss)).isCloseTo(decimal(row, "mm"), within("1e-11"));
            assertThat(mark.add(loss.multiply(factor))).isCloseTo(decimal(row, "im"), within("1e-11"));
        }
    }

    @Test
    @DisplayName("A16 SPAN: scan risk of a covered write over 16 scenarios")
    void spanScan() {
        JsonNode expect = example("A16").get("expect");
        List<PortfolioHolding> holdings = List.of(spanHolding("long_future"), spanHolding("short_call"));
        List<ScenarioResult> scenarios = new ArrayList<>();
        for (int s = 0; s < 16; s++) {
            BigDecimal profit = PortfolioRequirement.profit(holdings, s);
            scenarios.add(new ScenarioResult(null, profit));
            assertThat(profit)
                    .isEqualByComparingTo(expect.get("portfolio").get(s).decimalValue());
        }
        BigDecimal scanRisk = PortfolioRequirement.scanLoss(scenarios);
        int worst = expect.get("worst_scenario_number").intValue() - 1;
        assertThat(scanRisk).isEqualByComparingTo(expect.get("scan_risk").decimalValue());
        assertThat(scenarios.get(worst).profit().negate()).isEqualByComparingTo(scanRisk);
    }

    private static Offset<BigDecimal> within(String offset) {
        return Assertions.within(new BigDecimal(offset));
    }

    private static PortfolioHolding spanHolding(String name) {
        List<BigDecimal> entries = new ArrayList<>();
        example("A16").get("given").get(name).forEach(n -> entries.add(n.decimalValue()));
        Position one = Holdings.perpetual("SP", "1", "0", "0");
        return new PortfolioHolding(one, new RiskArray(one.instrument(), BigDecimal.ZERO, BigDecimal.ONE, entries));
    }

    private static final Map<String, String> NAMES =
            Map.of("PERP", "BTC-PERP", "C66", "BTC-20261225-66000-C", "P54", "BTC-20261225-54000-P");

    private static Map<String, RiskArray> givenArrays() {
        Map<String, RiskArray> arrays = new HashMap<>();
        for (JsonNode node : G08.get("instruments")) {
            String id = node.get("id").textValue();
            List<BigDecimal> entries = new ArrayList<>();
            G08.get("unit_risk_array").get(id).forEach(entry -> entries.add(new BigDecimal(entry.textValue())));
            arrays.put(
                    NAMES.get(id),
                    new RiskArray(
                            InstrumentNames.parse(NAMES.get(id)), decimal(node, "mark"), BigDecimal.ONE, entries));
        }
        return arrays;
    }

    private static MarginAccount account() {
        List<Position> positions = new ArrayList<>();
        for (JsonNode node : G08.get("instruments")) {
            String id = node.get("id").textValue();
            BigDecimal forward = decimal(G08, "forward");
            Optional<OptionInputs> option = node.has("iv")
                    ? Optional.of(new OptionInputs(forward, decimal(node, "iv"), years(decimal(node, "days"))))
                    : Optional.empty();
            positions.add(Position.of(
                    InstrumentNames.parse(NAMES.get(id)),
                    decimal(G08.get("quantities"), id),
                    forward,
                    BigDecimal.ZERO,
                    option));
        }
        return Holdings.account(MarginMode.PORTFOLIO, G08.get("cash").textValue(), positions.toArray(new Position[0]));
    }

    private static BigDecimal years(BigDecimal days) {
        return days.divide(BigDecimal.valueOf(365), 18, Rounding.HALF_EVEN.mode());
    }

    private static BigDecimal up(BigDecimal value) {
        return value.setScale(2, Rounding.REQUIREMENT.mode());
    }

    private static BigDecimal down(BigDecimal value) {
        return value.setScale(2, Rounding.AGAINST_HOLDER.mode());
    }
}
