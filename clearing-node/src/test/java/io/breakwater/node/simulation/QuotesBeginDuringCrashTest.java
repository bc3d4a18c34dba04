package io.breakwater.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.Account;
import io.breakwater.core.market.FeedState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Nobody quotes SOL before the fall is over, and accounts hold it besides BTC, which falls from the third minute on. */
class QuotesBeginDuringCrashTest {

    private static final long SOL_FROM = SmallCrash.START + 8 * SmallCrash.MINUTE;

    @Test
    @DisplayName("who holds what has no price yet is not liquidated on it, and is as soon as there is one")
    void nothingIsSoldWithoutAPrice() {
        CrashScenario scenario = SmallCrash.honest(2);
        int sol = new CrashTape(scenario).underlyings().indexOf("SOL");
        SimulationSetup setup = Setups.pair(
                        SmallCrash.choices(2, Policy.THROTTLED),
                        SimulationReport.Input.generated(2),
                        () -> new PartOfTape(
                                new CrashTape(scenario),
                                quote -> quote.underlying() != sol || quote.timeMillis() >= SOL_FROM),
                        Optional.empty(),
                        List.of())
                .setup();
        Simulation simulation = new Simulation(setup);
        Set<String> holders = holdersOfSol(setup.population());
        long[] startedBefore = {0};
        simulation.loop().at(SOL_FROM, () -> startedBefore[0] = liquidations(simulation, holders));
        SimulationReport report = SmallCrash.run(simulation).report();

        assertThat(startedBefore[0]).isZero();
        assertThat(liquidations(simulation, holders)).isPositive();
        assertThat(report.prices().get("SOL").keySet()).doesNotContain(FeedState.STALE);
    }

    private static Set<String> holdersOfSol(Population population) {
        return population.ofKind(Participant.TRADER).stream()
                .filter(plan -> plan.trades().stream()
                        .anyMatch(trade -> trade.instrument().underlying().equals("SOL")))
                .map(AccountPlan::id)
                .collect(Collectors.toSet());
    }

    private static long liquidations(Simulation simulation, Set<String> accounts) {
        return simulation.house().accounts().stream()
                .filter(account -> accounts.contains(account.id()))
                .mapToLong(Account::liquidations)
                .sum();
    }
}
