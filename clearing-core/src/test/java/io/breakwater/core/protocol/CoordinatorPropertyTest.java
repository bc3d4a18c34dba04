package io.breakwater.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.Property;
import io.breakwater.core.liquidation.BranchingRatio;
import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.liquidation.Ratio;
import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.liquidation.VelocityConditions;
import io.breakwater.core.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Never more than capacity and refill over any window, whatever node dies and wherever the network splits. */
class CoordinatorPropertyTest {

    private static final CoordinatorParameters PARAMETERS = CoordinatorParameters.defaults();
    private static final long CAPACITY_UNITS = 2_000_000_000_000L;
    private static final long REFILL_UNITS_PER_MILLI = 400_000_000L;

    @Test
    void grantsOfAnyWindowStayWithinCapacityAndRefill() {
        long[] totals = new long[3];
        Property.holds("grants in W <= capacity + refill * W under faults", 60, rng -> {
            int nodes = rng.nextInt(2, 7);
            CoordinatorParameters parameters = withSlotsFor(rng.nextLong(3_000, 20_000));
            CoordinatorSimulation cluster = new CoordinatorSimulation(rng, nodes, true, market(), parameters);
            cluster.run(180_000);

            assertBounded(cluster);
            assertTermsRise(cluster.journal);
            assertReplays(cluster);
            totals[0] += cluster.granted;
            totals[1] += cluster.grantedBySlots;
            totals[2] += cluster.returned;
        });
        if (Long.getLong("breakwater.seed") == null) {
            assertThat(totals)
                    .as("the simulation reaches coordinator, slots and returns")
                    .doesNotContain(0L);
        }
    }

    @Test
    void withoutFaultsTheCoordinatorGrantsItsShareAndSlotsNothing() {
        CoordinatorSimulation cluster =
                new CoordinatorSimulation(new SplittableRandom(7), 4, false, market(), PARAMETERS);
        cluster.run(60_000);
        assertBounded(cluster);
        assertThat(cluster.grantedBySlots).isZero();
        long refilled = REFILL_UNITS_PER_MILLI * 60_000 / 10 * 8;
        assertThat(cluster.granted - cluster.returned).isBetween(refilled * 9 / 10, refilled + CAPACITY_UNITS / 10 * 8);
    }

    @Test
    void whenNoCoordinatorComesBackTheSlotsGoOnUntilTheyEnd() {
        CoordinatorSimulation cluster =
                new CoordinatorSimulation(new SplittableRandom(8), 4, false, market(), PARAMETERS);
        cluster.run(90_000);
        cluster.loseTheStore();
        long before = cluster.grantedBySlots;
        cluster.run(60_000);
        long during = cluster.grantedBySlots - before;
        cluster.run(10_000);
        long last = cluster.grantedBySlots;
        cluster.run(30_000);

        long fourSlots = REFILL_UNITS_PER_MILLI * 55_000 / 10;
        assertThat(before).isZero();
        assertThat(during).isBetween(fourSlots * 8 / 10, fourSlots * 12 / 10);
        assertThat(cluster.grantedBySlots).as("all slots have ended").isEqualTo(last);
        assertBounded(cluster);
    }

    /**
     * Every window of what all granted, and of what each grantor granted by itself, holds at most its share of {@code
     * capacity + refill * W}.
     */
    private static void assertBounded(CoordinatorSimulation cluster) {
        CoordinatorParameters parameters = cluster.parameters;
        assertBounded(cluster.flows, CAPACITY_UNITS, REFILL_UNITS_PER_MILLI);
        for (int grantor = CoordinatorSimulation.COORDINATOR; grantor < parameters.slots(); grantor++) {
            int only = grantor;
            BigDecimal share = grantor == CoordinatorSimulation.COORDINATOR
                    ? parameters.coordinatorShare()
                    : parameters.slotShare();
            assertBounded(
                    cluster.flows.stream()
                            .filter(flow -> flow.grantor() == only)
                            .toList(),
                    share.multiply(BigDecimal.valueOf(CAPACITY_UNITS)).longValueExact(),
                    share.multiply(BigDecimal.valueOf(REFILL_UNITS_PER_MILLI)).longValueExact());
        }
    }

    private static void assertBounded(List<CoordinatorSimulation.Flow> flows, long capacity, long perMilli) {
        long sum = 0;
        long least = Long.MAX_VALUE;
        CoordinatorSimulation.Flow leastAt = null;
        for (CoordinatorSimulation.Flow flow : flows) {
            if (sum - perMilli * flow.atMillis() < least) {
                least = sum - perMilli * flow.atMillis();
                leastAt = flow;
            }
            sum += flow.units();
            assertThat(sum - perMilli * flow.atMillis() - least)
                    .as("granted less returned from %s to %s, beyond the refill", leastAt, flow)
                    .isLessThanOrEqualTo(capacity);
        }
    }

    private static void assertReplays(CoordinatorSimulation cluster) {
        CoordinatorLedger replayed = CoordinatorLedger.empty(PARAMETERS).evolve(cluster.journal);
        cluster.coordinator()
                .filter(state -> state.ledger().term() == replayed.term())
                .ifPresent(state -> assertThat(replayed).isEqualTo(state.ledger()));
    }

    private static void assertTermsRise(List<CoordinatorEvent> journal) {
        List<Long> terms = new ArrayList<>();
        for (CoordinatorEvent event : journal) {
            if (event instanceof CoordinatorEvent.TermBegun begun) {
                terms.add(begun.term());
            }
        }
        assertThat(terms).isSorted().doesNotHaveDuplicates();
    }

    /** The defaults with slots short enough to change hands many times in a simulated run. */
    private static CoordinatorParameters withSlotsFor(long slotLeaseMillis) {
        CoordinatorParameters p = PARAMETERS;
        return new CoordinatorParameters(
                p.leaseMillis(),
                p.bundleMillis(),
                p.coordinatorShare(),
                2,
                slotLeaseMillis,
                p.heartbeatMillis(),
                p.silenceMillis(),
                p.answerMillis(),
                p.maxNodes(),
                p.maxBundles(),
                p.maxWishes(),
                p.maxLeases());
    }

    private static LeaseMarket market() {
        return new LeaseMarket(
                new BucketKey("BTC", BucketKey.Side.SELLING), conditions(), ThrottleParameters.defaults(), Money.ZERO);
    }

    private static VelocityConditions conditions() {
        return new VelocityConditions(
                Money.of("8000000"),
                BigDecimal.ZERO,
                new Ratio(new BigDecimal("0.005"), new BigDecimal("4000000")),
                Money.of("200000000000"),
                new BigDecimal("0.04"),
                new BigDecimal("0.15"),
                Money.of("900000000000"),
                BranchingRatio.NONE,
                BigDecimal.ZERO);
    }
}
