package io.breakwater.core.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import io.breakwater.core.instrument.HaircutCurve.Step;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How much of a collateral's value counts: piecewise linear, concave for assets, dearer for debts. */
class HaircutCurveTest {

    private static final HaircutCurve ETH = new HaircutCurve(List.of(step("0", "0.10"), step("2000000", "0.20")));

    private static Step step(String lower, String rate) {
        return new Step(new BigDecimal(lower), new BigDecimal(rate));
    }

    @Test
    void eachPartOfAValueIsCutByItsOwnStep() {
        assertThat(ETH.counted(new BigDecimal("2000000"))).isEqualByComparingTo("1800000");
        assertThat(ETH.counted(new BigDecimal("2000000.01"))).isEqualByComparingTo("1800000.008");
        assertThat(ETH.counted(BigDecimal.ZERO)).isZero();
    }

    @Test
    void aDebtCountsForMoreThanItIs() {
        assertThat(ETH.counted(new BigDecimal("-1000"))).isEqualByComparingTo("-1100");
    }

    @Test
    void refusesCurvesThatWouldNotBeConcave() {
        assertThatThrownBy(() -> new HaircutCurve(List.of())).hasMessage("a haircut curve begins with a step at 0");
        assertThatThrownBy(() -> new HaircutCurve(List.of(step("1", "0.1"))))
                .hasMessage("a haircut curve begins with a step at 0");
        assertRefused(step("0", "0.2"), step("5", "0.1"));
        assertRefused(step("0", "0.1"), step("0", "0.2"));
        assertRefused(step("0", "-0.01"));
        assertRefused(step("0", "1.01"));
        assertThat(new HaircutCurve(List.of(step("0", "0"), step("1", "1"))).steps())
                .hasSize(2);
    }

    private static void assertRefused(Step... steps) {
        assertThatThrownBy(() -> new HaircutCurve(List.of(steps)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bounds must rise, rates must not fall and lie in [0, 1]");
    }

    @Test
    void whatCountsIsConcaveNeverFallsAndIsNeverMoreThanTheValue() {
        Property.holds("haircut curve concave", 3_000, random -> {
            HaircutCurve curve = anyCurve(random);
            BigDecimal a = value(random);
            BigDecimal b = value(random);
            BigDecimal middle = a.add(b).multiply(new BigDecimal("0.5"));
            BigDecimal chord = curve.counted(a).add(curve.counted(b)).multiply(new BigDecimal("0.5"));
            assertThat(curve.counted(middle)).isGreaterThanOrEqualTo(chord);
            assertThat(curve.counted(a)).isLessThanOrEqualTo(a);
            assertThat(curve.counted(a.max(b))).isGreaterThanOrEqualTo(curve.counted(a.min(b)));
        });
    }

    private static HaircutCurve anyCurve(SplittableRandom random) {
        List<Step> steps = new ArrayList<>();
        long lower = 0;
        int percent = 0;
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            percent = Math.min(100, percent + random.nextInt(30));
            steps.add(new Step(BigDecimal.valueOf(lower), BigDecimal.valueOf(percent, 2)));
            lower += random.nextInt(1, 1_000);
        }
        return new HaircutCurve(steps);
    }

    /** Debts and assets, so that the kink at zero is crossed too. */
    private static BigDecimal value(SplittableRandom random) {
        return BigDecimal.valueOf(random.nextLong(-100_000, 400_000), 2);
    }
}
