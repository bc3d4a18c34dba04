package io.breakwater.core.liquidation;

import static io.breakwater.core.GoldenExamples.decimal;
import static io.breakwater.core.GoldenExamples.example;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.HealthThresholds;
import io.breakwater.core.instrument.Instrument.Perpetual;
import io.breakwater.core.instrument.LiquidationParameters;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.liquidation.SlicePlan.Candidate;
import io.breakwater.core.liquidation.SlicePlan.Kind;
import io.breakwater.core.liquidation.SlicePlan.Reason;
import io.breakwater.core.liquidation.SlicePlan.Slice;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The worked examples of sizing a liquidation. */
class GoldenSlicePlanTest {

    private static final LiquidationParameters PARAMETERS = LiquidationParameters.defaults();
    private static final HealthThresholds HEALTH = HealthThresholds.defaults();

    @Test
    @DisplayName("G11 one tier: close just enough to reach 1.15")
    void oneTier() {
        JsonNode given = example("G11").get("given");
        JsonNode expect = example("G11").get("expect");
        assertThatDefaultsAreThoseOf(given);
        BigDecimal notional = decimal(given, "notional");
        BigDecimal mm = DefaultParameters.btcTiers().maintenance(notional);
        assertThat(mm).isEqualByComparingTo(decimal(expect, "mm"));
        assertThat(health(decimal(given, "equity"), mm)).isEqualByComparingTo(decimal(expect, "health_before"));

        Slice slice = onlySlice(decimal(given, "equity"), mm, bitcoin(notional, "62500"));

        assertThat(slice.reason()).isEqualTo(Reason.TARGET);
        assertThat(slice.notional().rounded(12, Rounding.HALF_EVEN))
                .isEqualByComparingTo(decimal(expect, "close_notional_exact"));
        BigDecimal quantity =
                slice.notional().dividedBy(decimal(given, "mark")).toMultipleOf(decimal(given, "lot"), Rounding.UP);
        assertClosing(quantity, notional, given, expect);
        assertThat(PARAMETERS.costRate().multiply(quantity).multiply(decimal(given, "mark")))
                .isEqualByComparingTo(decimal(expect, "cost"));
    }

    @Test
    @DisplayName("G12 across a tier edge: each tier is walked at its own rate")
    void acrossTiers() {
        JsonNode given = example("G12").get("given");
        JsonNode expect = example("G12").get("expect");
        assertThatDefaultsAreThoseOf(given);
        BigDecimal notional = decimal(given, "notional");
        BigDecimal mm = DefaultParameters.btcTiers().maintenance(notional);
        assertThat(mm).isEqualByComparingTo(decimal(expect, "mm"));
        assertThat(health(decimal(given, "equity"), mm)).isEqualByComparingTo(decimal(expect, "health_before"));
        JsonNode first = expect.get("first_segment");
        assertThat(decimal(given, "equity").subtract(PARAMETERS.costRate().multiply(decimal(first, "close"))))
                .isEqualByComparingTo(decimal(first, "equity"));
        assertThat(DefaultParameters.btcTiers().maintenance(notional.subtract(decimal(first, "close"))))
                .isEqualByComparingTo(decimal(first, "mm"));

        Slice slice = onlySlice(
                decimal(given, "equity"),
                mm,
                bitcoin(notional, decimal(given, "mark").toPlainString()));

        assertThat(slice.reason()).isEqualTo(Reason.TARGET);
        assertThat(slice.notional().rounded(12, Rounding.HALF_EVEN))
                .isEqualByComparingTo(decimal(expect, "close_notional_exact"));
        assertClosing(slice.quantity(), notional, given, expect);
    }

    @Test
    @DisplayName("G13 portfolio: the same fraction of everything")
    void portfolio() {
        JsonNode given = example("G13").get("given");
        JsonNode expect = example("G13").get("expect");
        assertThatDefaultsAreThoseOf(given);
        BigDecimal equity = decimal(given, "equity");
        BigDecimal mm = decimal(given, "mm");
        Candidate hedge = candidate("1", "300000", "0.000001", Optional.empty());
        Candidate other = new Candidate(
                new Perpetual("ETH"),
                new BigDecimal("-10"),
                new BigDecimal("10000"),
                Optional.empty(),
                new BigDecimal("0.000001"),
                BigDecimal.ONE);
        assertThat(hedge.notional().add(other.notional())).isEqualByComparingTo(decimal(given, "gross_notional"));

        SlicePlan plan = SlicePlan.of(
                HealthState.LIQUIDATING, MarginMode.PORTFOLIO, equity, mm, List.of(hedge, other), HEALTH, PARAMETERS);

        assertThat(plan.kind()).isEqualTo(Kind.PARTIAL);
        BigDecimal fraction = decimal(expect, "fraction");
        assertThat(plan.slices().get(0).quantity()).isEqualByComparingTo(fraction);
        assertThat(plan.slices().get(1).quantity()).isEqualByComparingTo(fraction.multiply(BigDecimal.TEN));
        assertThat(plan.slices().get(0).notional().dividedBy(hedge.notional()).rounded(12, Rounding.HALF_EVEN))
                .isEqualByComparingTo(decimal(expect, "fraction_exact"));
        BigDecimal equityAfter =
                equity.subtract(PARAMETERS.costRate().multiply(fraction).multiply(decimal(given, "gross_notional")));
        BigDecimal mmAfter = mm.multiply(BigDecimal.ONE.subtract(fraction));
        assertThat(equityAfter.setScale(2, RoundingMode.FLOOR)).isEqualByComparingTo(decimal(expect, "equity_after"));
        assertThat(mmAfter).isEqualByComparingTo(decimal(expect, "mm_after"));
        assertThat(health(equityAfter, mmAfter)).isEqualByComparingTo(decimal(expect, "health_after"));
    }

    @Test
    @DisplayName("G14 when a partial liquidation becomes a full one")
    void fullRules() {
        JsonNode given = example("G14").get("given");
        assertThatTargetIs(given);
        assertThat(PARAMETERS.fullCloseFraction()).isEqualByComparingTo(decimal(given, "full_close_fraction"));
        assertThat(PARAMETERS.minRemainingNotional()).isEqualByComparingTo(decimal(given, "min_remaining_notional"));
        JsonNode rows = example("G14").get("expect").get("rows");
        assertThat(rows).hasSize(4);
        rows.forEach(GoldenSlicePlanTest::assertFullRule);
    }

    private static void assertFullRule(JsonNode row) {
        BigDecimal notional = decimal(row, "notional");
        MarginTiers tiers =
                MarginTiers.of(List.of(new MarginTiers.Tier(BigDecimal.ZERO, BigDecimal.ONE, decimal(row, "mmr"))));
        Candidate candidate =
                candidate(notional.divide(new BigDecimal("100")).toPlainString(), "100", "0.001", Optional.of(tiers));
        BigDecimal equity = decimal(row, "equity");

        SlicePlan plan = plan(equity, tiers.maintenance(notional), List.of(candidate));

        String why = row.get("case").textValue();
        assertThat(plan.kind()).as(why).hasToString(row.get("decision").textValue());
        assertThat(plan.slices()).as(why).hasSize(1);
        assertThat(plan.slices().get(0).reason())
                .as(why)
                .hasToString(row.get("reason").textValue());
        if (row.has("phi")) {
            assertThat(PARAMETERS.costRate()).isEqualByComparingTo(decimal(row, "phi"));
        }
        if (row.has("raw_close")) {
            BigDecimal gain =
                    new BigDecimal("1.15").multiply(decimal(row, "mmr")).subtract(PARAMETERS.costRate());
            BigDecimal need =
                    new BigDecimal("1.15").multiply(tiers.maintenance(notional)).subtract(equity);
            assertThat(new Ratio(need, gain).rounded(2, Rounding.UP))
                    .as(why)
                    .isEqualByComparingTo(decimal(row, "raw_close"));
        }
        if (plan.kind() == Kind.PARTIAL) {
            assertThat(plan.slices().get(0).notional().rounded(2, Rounding.UP))
                    .isEqualByComparingTo(decimal(row, "raw_close"));
        }
    }

    private static void assertClosing(BigDecimal quantity, BigDecimal notional, JsonNode given, JsonNode expect) {
        assertThat(quantity).isEqualByComparingTo(decimal(expect, "close_qty"));
        BigDecimal closed = quantity.multiply(decimal(given, "mark"));
        assertThat(closed).isEqualByComparingTo(decimal(expect, "close_notional"));
        BigDecimal equityAfter =
                decimal(given, "equity").subtract(PARAMETERS.costRate().multiply(closed));
        BigDecimal mmAfter = DefaultParameters.btcTiers().maintenance(notional.subtract(closed));
        assertThat(equityAfter).isEqualByComparingTo(decimal(expect, "equity_after"));
        assertThat(mmAfter).isEqualByComparingTo(decimal(expect, "mm_after"));
        assertThat(health(equityAfter, mmAfter)).isEqualByComparingTo(decimal(expect, "health_after"));
    }

    private static void assertThatDefaultsAreThoseOf(JsonNode given) {
        assertThatTargetIs(given);
        assertThat(PARAMETERS.costRate()).isEqualByComparingTo(decimal(given, "phi"));
    }

    private static void assertThatTargetIs(JsonNode given) {
        assertThat(HEALTH.liquidationTarget().slack(decimal(given, "target"), BigDecimal.ONE))
                .isEqualByComparingTo("0");
    }

    private static BigDecimal health(BigDecimal equity, BigDecimal mm) {
        return equity.divide(mm, 12, RoundingMode.HALF_EVEN);
    }

    private static Slice onlySlice(BigDecimal equity, BigDecimal mm, Candidate candidate) {
        SlicePlan plan = plan(equity, mm, List.of(candidate));
        assertThat(plan.slices()).hasSize(1);
        return plan.slices().get(0);
    }

    private static SlicePlan plan(BigDecimal equity, BigDecimal mm, List<Candidate> candidates) {
        return SlicePlan.of(HealthState.LIQUIDATING, MarginMode.CROSS, equity, mm, candidates, HEALTH, PARAMETERS);
    }

    private static Candidate bitcoin(BigDecimal notional, String mark) {
        String quantity = notional.divide(new BigDecimal(mark)).toPlainString();
        return candidate(quantity, mark, "0.001", Optional.of(DefaultParameters.btcTiers()));
    }

    private static Candidate candidate(String quantity, String mark, String lot, Optional<MarginTiers> tiers) {
        return new Candidate(
                new Perpetual("BTC"),
                new BigDecimal(quantity),
                new BigDecimal(mark),
                tiers,
                new BigDecimal(lot),
                BigDecimal.ONE);
    }
}
