package io.breakwater.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.Account;
import io.breakwater.core.market.FeedState;
import io.breakwater.node.simulation.CrashScenario.Silence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every venue falls silent for a minute in the middle of the fall. */
class FeedStaleDuringCrashTest {

    private static final long SILENT_FROM = 260_000;
    private static final long SILENT_TO = 320_000;

    /** Quotes are stale after three seconds, and the feed is once that has lasted three more. */
    private static final long STALE_FROM = SILENT_FROM + 8_000;

    @Test
    @DisplayName("no liquidation begins and none goes on until there is a price again; then all is made good")
    void nothingStartsOnAStalePrice() {
        List<Silence> silences = Stream.of("east", "north", "south", "strait", "west")
                .map(venue -> new Silence(venue, SILENT_FROM, SILENT_TO))
                .toList();
        Simulation simulation = new Simulation(
                Setups.generated(SmallCrash.choices(5, Policy.THROTTLED), SmallCrash.scenario(5, List.of(), silences))
                        .setup());
        List<Long> started = new ArrayList<>();
        List<Long> offered = new ArrayList<>();
        for (long moment : List.of(SILENT_FROM, STALE_FROM, SILENT_TO)) {
            simulation.loop().after(moment, () -> {
                started.add(sum(simulation, Account::liquidations));
                offered.add(sum(simulation, FeedStaleDuringCrashTest::slices));
            });
        }
        Simulation.Outcome outcome = SmallCrash.run(simulation);

        assertThat(started.get(0)).as("liquidations before the silence").isPositive();
        assertThat(started.get(2)).as("liquidations at its end").isEqualTo(started.get(1));
        assertThat(offered.get(2)).as("open slices at its end").isLessThanOrEqualTo(offered.get(1));
        assertThat(outcome.report().liquidations().started())
                .as("liquidations in the end")
                .isGreaterThan(started.get(2));
        outcome.report().prices().values().forEach(states -> {
            assertThat(states.get(FeedState.STALE)).isBetween(50L, 60L);
            assertThat(states.get(FeedState.WARMUP)).as("30 s, twice").isBetween(58L, 62L);
        });
    }

    private static long sum(Simulation simulation, ToLongFunction<Account> of) {
        return simulation.house().accounts().stream().mapToLong(of).sum();
    }

    private static long slices(Account account) {
        return account.liquidation()
                .map(liquidation -> (long) liquidation.slices().size())
                .orElse(0L);
    }
}
