package io.breakwater.core.liquidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.instrument.HealthThresholds;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.InstrumentNames;
import io.breakwater.core.instrument.LiquidationParameters;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.instrument.MarginTiers.Tier;
import io.breakwater.core.liquidation.SlicePlan.Candidate;
import io.breakwater.core.liquidation.SlicePlan.Kind;
import io.breakwater.core.liquidation.SlicePlan.Reason;
import io.breakwater.core.liquidation.SlicePlan.Slice;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which positions close, in which order, and where each rule begins. */
class SlicePlanTest {

    private static final MarginTiers ONE_PERCENT = tiers("0.01");
    private static final MarginTiers TWO_PERCENT = tiers("0.02");

    @ParameterizedTest
    @EnumSource(names = {"HEALTHY", "WARNING", "MARGIN_CALL"})
    void nothingClosesBeforeLiquidation(HealthState state) {
        SlicePlan plan = plan(state, MarginMode.CROSS, "1", "1000", position("A-PERP", "1000", ONE_PERCENT));

        assertThat(plan).isEqualTo(new SlicePlan(Kind.NONE, List.of()));
    }

    @ParameterizedTest
    @EnumSource(names = {"BACKSTOP", "BANKRUPT"})
    void theBackstopTakesEveryPositionWhole(HealthState state) {
        Candidate a = position("A-PERP", "-1000.0005", ONE_PERCENT);
        Candidate b = position("B-PERP", "7", TWO_PERCENT);

        SlicePlan plan = plan(state, MarginMode.CROSS, "-5", "1000", a, b);

        assertThat(plan.kind()).isEqualTo(Kind.BACKSTOP);
        assertThat(plan.slices()).containsExactly(a.whole(Reason.BACKSTOP), b.whole(Reason.BACKSTOP));
        assertThat(plan.slices().get(0).quantity()).isEqualByComparingTo("1000.0005");
    }

    @ParameterizedTest
    @EnumSource(MarginMode.class)
    void anAccountWithoutPositionsHasNothingToClose(MarginMode mode) {
        assertThat(plan(HealthState.BANKRUPT, mode, "-5", "0").kind()).isEqualTo(Kind.NONE);
    }

    @Test
    void theHighestMarginalRateClosesFirstAndSlicesKeepTheOrderAsked() {
        Candidate low = position("A-PERP", "100000", ONE_PERCENT);
        Candidate high = position("B-PERP", "100000", TWO_PERCENT);

        SlicePlan plan = liquidate("2990", "3000", low, high);

        assertThat(plan.slices()).extracting(Slice::instrument).containsExactly(high.instrument());
    }

    @Test
    void equalRatesCloseByName() {
        Candidate second = position("BB-PERP", "100000", ONE_PERCENT);
        Candidate first = position("B-20261225", "100000", ONE_PERCENT);

        SlicePlan plan = liquidate("1990", "2000", second, first);

        assertThat(plan.slices()).extracting(Slice::instrument).containsExactly(first.instrument());
    }

    @Test
    void atAnExactEdgeTheMarginalRateIsThatOfTheLowerTier() {
        MarginTiers edged = MarginTiers.of(List.of(tier("0", "0.005"), tier("100000", "0.03")));
        Candidate atEdge = position("A-PERP", "100000", edged);
        Candidate beyond = position("A-PERP", "100000.001", edged);
        Candidate other = position("B-PERP", "100000", TWO_PERCENT);

        assertThat(liquidate("2490", "2500", atEdge, other).slices())
                .extracting(Slice::instrument)
                .containsExactly(other.instrument());
        assertThat(liquidate("2490", "2500.00003", beyond, other)
                        .slices()
                        .get(0)
                        .instrument())
                .isEqualTo(beyond.instrument());
    }

    @Test
    void aPositionThatGoesWholeTakesItsCostAndItsRequirementAlong() {
        Candidate high = position("B-PERP", "10000", TWO_PERCENT);
        Candidate low = position("A-PERP", "100000", ONE_PERCENT);

        SlicePlan plan = liquidate("1000", "1200", low, high);

        // After B: E = 1000 - 45 = 955, MM = 1000; A then needs (1150 - 955)/(0.0115 - 0.0045) = 27857.142...
        assertThat(plan.kind()).isEqualTo(Kind.PARTIAL);
        assertThat(plan.slices()).hasSize(2);
        assertThat(plan.slices().get(0).reason()).isEqualTo(Reason.TARGET);
        assertThat(plan.slices().get(0).quantity()).isEqualByComparingTo("27857.143");
        assertThat(plan.slices().get(1)).isEqualTo(high.whole(Reason.FRACTION));
    }

    @Test
    void closingStopsWhenTheTargetIsReachedExactly() {
        Candidate high = position("B-PERP", "10000", TWO_PERCENT);
        Candidate low = position("A-PERP", "100000", ONE_PERCENT);

        SlicePlan reached = liquidate("1195", "1200", low, high);
        SlicePlan missed = liquidate("1194.999999", "1200", low, high);

        assertThat(reached.slices()).extracting(Slice::reason).containsExactly(Reason.FRACTION);
        assertThat(missed.slices()).extracting(Slice::reason).containsExactly(Reason.TARGET, Reason.FRACTION);
    }

    @Test
    void eightyPercentIsWholeAndJustBelowIsNot() {
        // y = (1150 - E)/0.007; y = 80000 at E = 590, which only a hysteresis or a stress reaches in LIQUIDATING.
        Candidate position = position("A-PERP", "100000", ONE_PERCENT);

        assertThat(liquidate("590", "1000", position).slices())
                .extracting(Slice::reason)
                .containsExactly(Reason.FRACTION);
        assertThat(liquidate("590.000001", "1000", position).kind()).isEqualTo(Kind.PARTIAL);
    }

    @Test
    void lessThanAThousandLeftIsDustAndAThousandIsNot() {
        // N = 2000, y = 1000 leaves exactly 1000.00: E = 23 - 7 = 16.
        Candidate position = position("A-PERP", "2000", ONE_PERCENT);

        assertThat(liquidate("16", "20", position).slices())
                .extracting(Slice::reason)
                .containsExactly(Reason.TARGET);
        assertThat(liquidate("15.999999", "20", position).slices())
                .extracting(Slice::reason)
                .containsExactly(Reason.DUST);
    }

    @Test
    void aWalkThatNeedsATierWithoutGainGoesWholeAndOneThatEndsAtItsEdgeDoesNot() {
        MarginTiers tiers = MarginTiers.of(List.of(tier("0", "0.003"), tier("100000", "0.02")));
        Candidate position = position("A-PERP", "120000", tiers);
        // The upper 20,000 gain (0.023 - 0.0045)*20,000 = 370 and no more; MM = 300 + 400 = 700, so 1.15*MM = 805.
        assertThat(liquidate("435", "700", position).slices().get(0).quantity()).isEqualByComparingTo("20000");
        assertThat(liquidate("434.999999", "700", position).slices())
                .extracting(Slice::reason)
                .containsExactly(Reason.NO_GAIN);
    }

    @Test
    void aSliceIsNeverMoreThanTheHoldingEvenIfTheLotIs() {
        Candidate position = new Candidate(
                InstrumentNames.parse("A-PERP"),
                new BigDecimal("-0.7"),
                new BigDecimal("100000"),
                Optional.of(ONE_PERCENT),
                BigDecimal.ONE,
                BigDecimal.ONE);

        SlicePlan plan = liquidate("690", "700", position);

        assertThat(plan.slices().get(0).quantity()).isEqualByComparingTo("0.7");
        assertThat(plan.slices().get(0).reason()).isEqualTo(Reason.TARGET);
        assertThat(plan.kind()).isEqualTo(Kind.FULL);
    }

    @Test
    void aScaledMaintenanceRateClosesLess() {
        Candidate plain = position("A-PERP", "100000", ONE_PERCENT);
        Candidate doubled = new Candidate(
                plain.instrument(), plain.quantity(), plain.mark(), plain.tiers(), plain.lot(), new BigDecimal("2"));

        assertThat(liquidate("990", "1000", plain).slices().get(0).quantity()).isEqualByComparingTo("22857.143");
        // y = (2300 - 1980)/(0.023 - 0.0045)
        assertThat(liquidate("1980", "2000", doubled).slices().get(0).quantity())
                .isEqualByComparingTo("17297.298");
    }

    @Test
    void aPortfolioGoesWholeAtEightyPercentAtDustAndWithoutGain() {
        Candidate position = position("A-PERP", "100000", ONE_PERCENT);
        // f = (1150 - E)/(1150 - 450): 0.8 at E = 590.
        assertThat(portfolio("590.0000001", "1000", position).kind()).isEqualTo(Kind.PARTIAL);
        assertThat(portfolio("590", "1000", position).slices())
                .extracting(Slice::reason)
                .containsExactly(Reason.FRACTION);
        // 1.15*MM <= phi*G = 450 at MM = 391.30...
        assertThat(portfolio("300", "391", position).slices())
                .extracting(Slice::reason)
                .containsExactly(Reason.NO_GAIN);
        // G = 2000: (1-f)*G = 1000 at f = 0.5, E = 23 - 0.5*(23 - 9) = 16.
        Candidate small = position("A-PERP", "2000", ONE_PERCENT);
        assertThat(portfolio("16", "20", small).slices().get(0).quantity()).isEqualByComparingTo("1000");
        assertThat(portfolio("15.9999999", "20", small).slices())
                .extracting(Slice::reason)
                .containsExactly(Reason.DUST);
    }

    @Test
    void anAccountAboveItsTargetHasNothingToCloseEvenIfStillLiquidating() {
        Candidate position = position("A-PERP", "100000", ONE_PERCENT);

        assertThat(liquidate("1150", "1000", position).kind()).isEqualTo(Kind.NONE);
        assertThat(portfolio("1150", "1000", position).kind()).isEqualTo(Kind.NONE);
        assertThat(liquidate("1149.999999", "1000", position).kind()).isEqualTo(Kind.PARTIAL);
    }

    @Test
    void missingTiersAreNamed() {
        Candidate bare = new Candidate(
                InstrumentNames.parse("A-PERP"),
                BigDecimal.ONE,
                BigDecimal.ONE,
                Optional.empty(),
                BigDecimal.ONE,
                BigDecimal.ONE);

        assertThatThrownBy(() -> liquidate("9", "10", bare))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A-PERP");
        assertThat(portfolio("9", "10", bare).kind()).isEqualTo(Kind.FULL);
    }

    @Test
    void aHoldingOfNothingIsRefused() {
        assertThatThrownBy(() -> position("A-PERP", "0.00", ONE_PERCENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A-PERP: quantity 0.00");
    }

    private static SlicePlan liquidate(String equity, String maintenance, Candidate... candidates) {
        return plan(HealthState.LIQUIDATING, MarginMode.CROSS, equity, maintenance, candidates);
    }

    private static SlicePlan portfolio(String equity, String maintenance, Candidate... candidates) {
        return plan(HealthState.LIQUIDATING, MarginMode.PORTFOLIO, equity, maintenance, candidates);
    }

    private static SlicePlan plan(
            HealthState state, MarginMode mode, String equity, String maintenance, Candidate... candidates) {
        return SlicePlan.of(
                state,
                mode,
                new BigDecimal(equity),
                new BigDecimal(maintenance),
                List.of(candidates),
                HealthThresholds.defaults(),
                LiquidationParameters.defaults());
    }

    /** A position whose mark is 1, so that its quantity is its notional. */
    private static Candidate position(String name, String quantity, MarginTiers tiers) {
        Instrument instrument = InstrumentNames.parse(name);
        return new Candidate(
                instrument,
                new BigDecimal(quantity),
                BigDecimal.ONE,
                Optional.of(tiers),
                new BigDecimal("0.001"),
                BigDecimal.ONE);
    }

    private static MarginTiers tiers(String maintenanceRate) {
        return MarginTiers.of(List.of(tier("0", maintenanceRate)));
    }

    private static Tier tier(String lower, String maintenanceRate) {
        return new Tier(new BigDecimal(lower), BigDecimal.ONE, new BigDecimal(maintenanceRate));
    }
}
