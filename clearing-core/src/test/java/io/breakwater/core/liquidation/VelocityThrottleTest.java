package io.breakwater.core.liquidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Rate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each gate with a boundary on both sides, the gain, and the bound over any window. */
class VelocityThrottleTest {

    private static final ThrottleParameters TERMS = ThrottleParameters.defaults();
    private static final Money MUCH = Money.of("1000000000");
    private static final VelocityBucket EMPTY = VelocityBucket.empty(TERMS.budgets(), 0);

    @Test
    void tokensFillWithDepthAndNotBeyondTheirCapacity() {
        assertThat(bucketAt(4_999).tokens()).isEqualTo(Money.of("1999600"));
        assertThat(bucketAt(5_000).tokens()).isEqualTo(Money.of("2000000"));
        assertThat(bucketAt(500_000).tokens()).isEqualTo(Money.of("2000000"));
        assertThat(bucketAt(-3).tokens()).as("a clock that goes back").isEqualTo(Money.ZERO);
    }

    @Test
    void theDisplacementRoomClosesAtOnePercent() {
        assertThat(displaced("0.009999")).isEqualTo(Money.of("800"));
        assertThat(displaced("0.01")).isEqualTo(Money.ZERO);
        assertThat(displaced("0.02")).isEqualTo(Money.ZERO);
        assertThat(displaced("-0.01")).as("the mark stands above: tokens bind").isEqualTo(Money.of("2000000"));
    }

    @Test
    void theImpactRoomIsForTenSecondsAndTheInterestRoomForSixty() {
        VelocityBucket sold = bucketAt(5_000).grant(Money.of("1000000"), 5_000);
        assertThat(rooms(sold, 15_098).impact()).isEqualByComparingTo("10250000");
        assertThat(rooms(sold, 15_099).impact()).isEqualByComparingTo("11250000");
        assertThat(rooms(sold, 65_098).openInterest()).isEqualByComparingTo("89000000");
        assertThat(rooms(sold, 65_099).openInterest()).isEqualByComparingTo("90000000");
    }

    @Test
    void aLowMaintenanceRateTightensTheImpact() {
        VelocityConditions low = conditions("0", "0.004", BranchingRatio.NONE, "0");
        assertThat(VelocityThrottle.rooms(bucketAt(5_000), low, TERMS, 5_000).impact())
                .as("0.2 % in place of 0.3 %")
                .isEqualByComparingTo("5000000");
    }

    @Test
    void thirtyPercentOfTheBucketAreKeptForUrgentAccounts() {
        VelocityThrottle.Budget full = VelocityThrottle.budget(
                bucketAt(5_000), conditions("0", "0.1", BranchingRatio.NONE, "0"), TERMS, MUCH, 5_000);
        assertThat(full).isEqualTo(new VelocityThrottle.Budget(Money.of("2000000"), Money.of("1400000")));
        VelocityThrottle.Budget low = VelocityThrottle.budget(
                bucketAt(1_500), conditions("0", "0.1", BranchingRatio.NONE, "0"), TERMS, MUCH, 1_500);
        assertThat(low).isEqualTo(new VelocityThrottle.Budget(Money.of("600000"), Money.ZERO));
    }

    @Test
    void theGainFallsWithTheBranchingRatio() {
        GainParameters gain = TERMS.gain();
        assertThat(branching("0.7").gain(gain)).isEqualTo(Rate.ONE);
        assertThat(branching("0.7000001").gain(gain)).isLessThan(Rate.ONE);
        assertThat(branching("7").gain(gain)).isEqualTo(Rate.of("0.1"));
        assertThat(branching("7000").gain(gain)).isEqualTo(Rate.of("0.1"));
        assertThat(branching("0").gain(gain)).isEqualTo(Rate.ONE);
    }

    @Test
    void aFallBeyondTwiceWhatOurSalesExplainHalvesTheGainOnceInFiveSeconds() {
        VelocityBucket sold = bucketAt(5_000).grant(Money.of("800000"), 5_000);
        VelocityConditions asPredicted = conditions("0", "0.1", BranchingRatio.NONE, "0.002");
        VelocityConditions worse = conditions("0", "0.1", BranchingRatio.NONE, "0.00200001");

        assertThat(sold.refilled(asPredicted, TERMS, 6_000).gain().feedback()).isEqualTo(Rate.ONE);
        VelocityBucket halved = sold.refilled(worse, TERMS, 6_000);
        assertThat(halved.gain().feedback()).isEqualTo(Rate.of("0.5"));
        VelocityBucket soldAgain = halved.grant(Money.of("1"), 10_000);
        assertThat(soldAgain.refilled(worse, TERMS, 10_000).gain().feedback())
                .as("0.1 a second regained")
                .isEqualTo(Rate.of("0.9"));
        assertThat(soldAgain.refilled(worse, TERMS, 11_000).gain().feedback()).isEqualTo(Rate.of("0.5"));
    }

    @Test
    void aFallInWhichWeSoldNothingIsNotOurs() {
        VelocityConditions crash = conditions("0", "0.1", BranchingRatio.NONE, "0.3");
        assertThat(bucketAt(5_000).refilled(crash, TERMS, 6_000).gain().feedback())
                .isEqualTo(Rate.ONE);
    }

    @Test
    void theGainNeverFallsBelowItsLeast() {
        VelocityBucket bucket = bucketAt(5_000);
        for (long now = 5_000; now < 100_000; now += 5_000) {
            bucket = bucket.refilled(conditions("0", "0.1", branching("7"), "0.5"), TERMS, now)
                    .grant(Money.of("1"), now);
            assertThat(bucket.gain().value(branching("7"), TERMS.gain())).isEqualTo(Rate.of("0.1"));
        }
    }

    @Test
    void switchedOffItGrantsAllAndStillCounts() {
        ThrottleParameters off = TERMS.switched(2, false);
        VelocityThrottle.Budget budget =
                VelocityThrottle.budget(EMPTY, conditions("0.5", "0.1", branching("9"), "0"), off, MUCH, 0);
        assertThat(budget).isEqualTo(new VelocityThrottle.Budget(MUCH, MUCH));
        VelocityBucket after = EMPTY.grant(MUCH, 0);
        assertThat(after.tokens()).isEqualTo(Money.ZERO);
        assertThat(after.granted().within(60_000, 1)).isEqualTo(MUCH);
    }

    @Test
    void theHeatMapCountsTheStepsOurSalesMayReach() {
        HeatMap map = new HeatMap(new BigDecimal("0.005"), List.of(Money.of("100"), Money.of("300"), Money.of("900")));
        assertThat(map.perUnitFall(new BigDecimal("0.01")).compareTo(new BigDecimal("40000")))
                .isZero();
        assertThat(map.perUnitFall(new BigDecimal("0.0101"))
                        .compareTo(new Ratio(new BigDecimal("1300"), new BigDecimal("0.015"))))
                .isZero();
        assertThat(map.perUnitFall(new BigDecimal("1")).compareTo(new BigDecimal("1300")))
                .as("nothing beyond the last step")
                .isZero();
        assertThatThrownBy(() -> new HeatMap(BigDecimal.ONE, List.of(Money.of("-1"))))
                .hasMessageContaining("-1");
    }

    @Test
    void noWindowGetsMoreThanCapacityAndRefill() {
        Property.holds("one bucket: grants - returns <= capacity + refill * W", 200, rng -> {
            VelocityConditions conditions = conditions("0", "0.1", BranchingRatio.NONE, "0");
            List<long[]> flows = new ArrayList<>();
            List<long[]> unreturned = new ArrayList<>();
            VelocityBucket bucket = VelocityBucket.empty(TERMS.budgets(), 0);
            long now = 0;
            for (int i = 0; i < 150; i++) {
                now += rng.nextLong(0, rng.nextInt(8) == 0 ? 6_000 : 900);
                bucket = bucket.refilled(conditions, TERMS, now);
                if (!unreturned.isEmpty() && rng.nextInt(3) == 0) {
                    long[] grant = unreturned.remove(rng.nextInt(unreturned.size()));
                    Money back = new Money(rng.nextLong(0, grant[1] + 1));
                    bucket = bucket.giveBack(back, grant[0]);
                    flows.add(new long[] {now, -back.units()});
                }
                Money wanted = new Money(rng.nextLong(0, 2_500_000_000_000L));
                Money granted = VelocityThrottle.budget(bucket, conditions, TERMS, wanted, now)
                        .total();
                bucket = bucket.grant(granted, now);
                flows.add(new long[] {now, granted.units()});
                unreturned.add(new long[] {now, granted.units()});
            }
            assertBounded(flows);
        });
    }

    /** 2,000,000 and 400,000 a second. */
    private static void assertBounded(List<long[]> flows) {
        for (int from = 0; from < flows.size(); from++) {
            long total = 0;
            for (int to = from; to < flows.size(); to++) {
                total += flows.get(to)[1];
                long millis = flows.get(to)[0] - flows.get(from)[0];
                assertThat(total).isLessThanOrEqualTo(2_000_000_000_000L + 400_000_000L * millis);
            }
        }
    }

    private static Money displaced(String displacement) {
        return VelocityThrottle.budget(
                        bucketAt(5_000), conditions(displacement, "0.1", BranchingRatio.NONE, "0"), TERMS, MUCH, 5_000)
                .total();
    }

    private static VelocityRooms rooms(VelocityBucket bucket, long now) {
        return VelocityThrottle.rooms(bucket, conditions("0", "0.1", BranchingRatio.NONE, "0"), TERMS, now);
    }

    private static VelocityBucket bucketAt(long now) {
        return EMPTY.refilled(conditions("0", "0.1", BranchingRatio.NONE, "0"), TERMS, now);
    }

    private static BranchingRatio branching(String value) {
        return new BranchingRatio(Ratio.of(new BigDecimal(value)));
    }

    /** The market of G27. */
    private static VelocityConditions conditions(
            String displacement, String maintenanceRate, BranchingRatio branching, String recentMove) {
        return new VelocityConditions(
                Money.of("8000000"),
                new BigDecimal(displacement),
                new Ratio(new BigDecimal("0.005"), new BigDecimal("4000000")),
                Money.of("2000000000"),
                new BigDecimal("0.04"),
                new BigDecimal(maintenanceRate),
                Money.of("900000000"),
                branching,
                new BigDecimal(recentMove));
    }
}
