package io.breakwater.node.simulation;

import static io.breakwater.node.simulation.SmallWorld.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.Property;
import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.money.Money;
import io.breakwater.core.protocol.LiquidationAction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Velocity as the coordinator's own machines grant it in a run, before books of 10,000,000. */
class ThrottledTest {

    private static final BigDecimal DEPTH = new BigDecimal("10000000");
    private static final BigDecimal CAPACITY = DEPTH.multiply(new BigDecimal("0.25"));
    private static final BigDecimal REFILL = DEPTH.multiply(new BigDecimal("0.05"));

    private record Grant(long atMillis, String account, Money amount) {}

    private final List<Grant> grants = new ArrayList<>();
    private final Set<Money> asked = new HashSet<>();
    private long nextRequest = 1;

    @Test
    @DisplayName("in any window of a run, grants are at most a quarter of depth and a twentieth of it a second")
    void neverMoreThanCapacityAndRefill() {
        Property.holds("grants stay within the bucket", 12, rng -> {
            grants.clear();
            run(60, rng, Money.of("3000000"));

            BigDecimal total =
                    grants.stream().map(grant -> grant.amount().exact()).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(total).as("something is granted").isGreaterThan(CAPACITY);
            for (int from = 0; from < grants.size(); from++) {
                assertWithin(from);
            }
        });
    }

    @Test
    @DisplayName("a coordinator grants no earlier than one lease time after it began, and what fits it grants whole")
    void grantsBeginAfterOneLeaseTime() {
        run(8, new SplittableRandom(1), Money.of("1000"));

        long began = SmallWorld.START + 40_000;
        assertThat(grants.get(0).atMillis()).isBetween(began + 2_000, began + 4_500);
        assertThat(grants).hasSizeGreaterThan(4).allMatch(grant -> asked.contains(grant.amount()));
    }

    @Test
    @DisplayName("what an account in no liquidation any more has wished for takes nothing from the others")
    void endedWishesAreWithdrawn() {
        List<Grant> alone = List.copyOf(granted(false));
        grants.clear();

        assertThat(granted(true)).isEqualTo(alone);
        assertThat(alone).isNotEmpty().extracting(Grant::account).containsOnly("a1");
    }

    private List<Grant> granted(boolean besideAnEndedWish) {
        SmallWorld world = world();
        Throttled throttled = throttled(world);
        world.loop.runTo(world.pass(1).now());
        throttled.tick(world.now());
        if (besideAnEndedWish) {
            ask(throttled, "a0", Money.of("2000000"));
            throttled.ended("a0");
        }
        ask(throttled, "a1", Money.of("2000000"));
        for (int second = 0; second < 8; second++) {
            world.loop.runTo(world.pass(1).now());
        }
        return grants;
    }

    /** The grants of each window that begins with one of them, against what the bucket may have held and gained. */
    private void assertWithin(int from) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Grant grant : grants.subList(from, grants.size())) {
            sum = sum.add(grant.amount().exact());
            BigDecimal seconds =
                    BigDecimal.valueOf(grant.atMillis() - grants.get(from).atMillis(), 3);
            assertThat(sum).isLessThanOrEqualTo(CAPACITY.add(REFILL.multiply(seconds)));
        }
    }

    private void run(int seconds, SplittableRandom rng, Money most) {
        SmallWorld world = world();
        Throttled throttled = throttled(world);
        for (int second = 0; second < seconds; second++) {
            world.pass(1);
            world.loop.runTo(world.now());
            throttled.tick(world.now());
            for (int i = 0; i < 4; i++) {
                ask(throttled, "a" + rng.nextInt(12), new Money(1 + rng.nextLong(most.units())));
            }
        }
    }

    private static SmallWorld world() {
        SmallWorld world = new SmallWorld("10000000");
        world.trader("bull", "1000000000").trader("bear", "1000000000").buy("bull", "bear", "20000", "60000");
        world.loop.runTo(world.now());
        return world;
    }

    private Throttled throttled(SmallWorld world) {
        return new Throttled(
                world.loop,
                world.house,
                world.markets,
                new Conditions(world.markets, world.watch, world.openInterest),
                world.room,
                ThrottleParameters.defaults(),
                new Velocity.Answers() {
                    @Override
                    public void granted(String account, long requestId, Money amount, long fence) {
                        grants.add(new Grant(world.loop.now(), account, amount));
                    }

                    @Override
                    public void tooLate(String account, long requestId) {}
                });
    }

    private void ask(Throttled throttled, String account, Money notional) {
        asked.add(notional);
        throttled.ask(
                account,
                new LiquidationAction.AskVelocity(
                        nextRequest++, BTC, true, notional, Money.of("100000"), Money.of("1000000")));
    }
}
