package io.breakwater.node.simulation;

import static io.breakwater.node.simulation.SmallWorld.BACKSTOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.OpenSlice;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.core.protocol.LiquidationAction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How keepers and backstops get rid of what they took. */
class UnloadingTest {

    private static final List<Keeper> KEEPERS = Keeper.roster(1, List.of("keeper"), Keeper.Parameters.defaults());

    @Test
    void aKeeperSellsHalfOnTheOwnBookWhichMovesAndHalfOutside() {
        SmallWorld world = world();
        world.buy("keeper", "maker", "5", "60000");
        Unloading unloading = new Unloading(world.house, world.markets, KEEPERS, List.of("maker"), new Unanswered());

        unloading.tick(world.pass(1).now());

        // ten seconds of 25,000 are saved up: 4.166 BTC, 2.083 of them on the own book
        assertThat(world.held("keeper")).isEqualTo(Quantity.of("0.834"));
        assertThat(world.feed("BTC").book().displacement()).isBetween(Rate.of("-0.0002"), Rate.of("-0.0001"));
        unloading.tick(world.now());
        assertThat(world.held("keeper")).as("once a second").isEqualTo(Quantity.of("0.834"));
        for (int second = 0; second < 5; second++) {
            unloading.tick(world.pass(1).now());
        }
        assertThat(world.account("keeper").positions()).isEmpty();
        world.assertBalanced();
    }

    @Test
    void nobodyUnloadsOnAFeedThatIsNotTrusted() {
        SmallWorld world = world();
        world.buy("keeper", "maker", "1", "60000").goStale("BTC");
        Unloading unloading = new Unloading(world.house, world.markets, KEEPERS, List.of("maker"), new Unanswered());

        unloading.tick(world.now());
        assertThat(world.held("keeper")).isEqualTo(Quantity.of("1"));
    }

    @Test
    void aBackstopAsksForVelocityAndSellsWhatItIsGranted() {
        SmallWorld world = world();
        world.buy(BACKSTOP, "maker", "3", "60000");
        Unanswered velocity = new Unanswered();
        Unloading unloading = new Unloading(world.house, world.markets, List.of(), List.of("maker"), velocity);
        assertThat(unloading.isHouse(BACKSTOP)).isTrue();
        assertThat(unloading.isHouse("keeper")).isFalse();

        unloading.tick(world.pass(1).now());
        unloading.tick(world.pass(1).now());
        assertThat(velocity.asked).as("one request at a time").hasSize(1);
        unloading.granted(BACKSTOP, velocity.lastId(), Money.of("60059.99"), 1);

        assertThat(world.held(BACKSTOP)).as("whole lots of what was granted").isEqualTo(Quantity.of("2"));
        unloading.granted(BACKSTOP, velocity.lastId(), Money.of("60000"), 2);
        assertThat(world.held(BACKSTOP)).as("a grant is used once").isEqualTo(Quantity.of("2"));
        unloading.tick(world.pass(1).now());
        assertThat(velocity.asked).hasSize(2);
        world.assertBalanced();
    }

    private static SmallWorld world() {
        SmallWorld world = new SmallWorld("10000000", KEEPERS);
        return world.open("keeper", AccountRole.KEEPER, "2000000")
                .trader("maker", "10000000")
                .deposit(BACKSTOP, "1000000");
    }

    /** Velocity that nobody grants. */
    private static final class Unanswered implements Velocity {

        private final List<Long> asked = new ArrayList<>();

        private long lastId() {
            return asked.get(asked.size() - 1);
        }

        @Override
        public void ask(String account, LiquidationAction.AskVelocity request) {
            asked.add(request.requestId());
        }

        @Override
        public void returned(OpenSlice slice, Money notional) {}

        @Override
        public void ended(String account) {}

        @Override
        public void tick(long now) {}
    }
}
