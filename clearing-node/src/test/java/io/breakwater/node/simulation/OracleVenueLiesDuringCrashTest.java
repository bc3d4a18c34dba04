package io.breakwater.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.money.Rate;
import io.breakwater.node.simulation.CrashScenario.Lie;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One of five venues prints 60 % below everybody else, in the calm and again in the middle of the fall. */
class OracleVenueLiesDuringCrashTest {

    private static final long MINUTE = SmallCrash.MINUTE;
    private static final List<Lie> LIES = List.of(
            new Lie("strait", "BTC", MINUTE, 2 * MINUTE, -0.6),
            new Lie("strait", "SOL", 4 * MINUTE, 6 * MINUTE, -0.6),
            new Lie("strait", "BTC", 5 * MINUTE, 7 * MINUTE, 3));

    @Test
    @DisplayName("those who are liquidated are those who would be if the venue told the truth, or were not heard")
    void nobodyIsLiquidatedBecauseOfIt() {
        Setups.Choices choices = SmallCrash.choices(3, Policy.THROTTLED);
        Setups.Pair lying = Setups.generated(choices, SmallCrash.scenario(3, LIES, List.of()));
        Set<String> withLies = SmallCrash.run(lying.setup()).liquidated();
        Set<String> unheard = SmallCrash.run(lying.honest().orElseThrow()).liquidated();
        Set<String> truthful = SmallCrash.run(
                        Setups.generated(choices, SmallCrash.honest(3)).setup())
                .liquidated();

        assertThat(withLies).hasSizeGreaterThan(50);
        assertThat(onlyIn(withLies, truthful)).hasSizeLessThanOrEqualTo(1);
        assertThat(onlyIn(withLies, unheard)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    @DisplayName("in a calm market the lie liquidates nobody and moves no mark by 1 %")
    void inTheCalmNothingHappens() {
        CrashScenario calm = SmallCrash.scenario(3, LIES, List.of());
        CrashScenario flat = new CrashScenario(
                calm.seed(),
                calm.startMillis(),
                calm.durationMillis(),
                calm.fall(),
                calm.symbols().stream()
                        .map(symbol -> new CrashScenario.Symbol(
                                symbol.underlying(), symbol.price(), symbol.tick(), 0, symbol.volatility()))
                        .toList(),
                calm.venues(),
                calm.lies(),
                calm.silences());
        Simulation.Outcome outcome = SmallCrash.run(
                Setups.generated(SmallCrash.choices(3, Policy.THROTTLED), flat).setup());

        assertThat(outcome.liquidated()).isEmpty();
        assertThat(outcome.report().overshoot().values())
                .allMatch(apart -> apart.below().max(apart.above()).compareTo(Rate.of("0.01")) < 0);
    }

    private static Set<String> onlyIn(Set<String> some, Set<String> others) {
        Set<String> rest = new TreeSet<>(some);
        rest.removeAll(others);
        return rest;
    }
}
