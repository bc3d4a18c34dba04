package io.breakwater.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.node.simulation.CrashScenario.Fall;
import io.breakwater.node.simulation.CrashScenario.Lie;
import io.breakwater.node.simulation.CrashScenario.Silence;
import io.breakwater.node.simulation.CrashScenario.Symbol;
import io.breakwater.node.simulation.CrashScenario.Venue;
import java.util.List;

/**
 * Ten minutes of a crash that a test can afford: BTC and SOL fall by 22 and 28 % from the third minute on, within 200
 * seconds, before five venues.
 */
final class SmallCrash {

    static final long MINUTE = 60_000;
    static final long LENGTH = 10 * MINUTE;
    static final long START = 1_767_225_600_000L;

    private SmallCrash() {}

    static CrashScenario honest(long seed) {
        return scenario(seed, List.of(), List.of());
    }

    static CrashScenario scenario(long seed, List<Lie> lies, List<Silence> silences) {
        return new CrashScenario(
                seed,
                START,
                LENGTH,
                new Fall(3 * MINUTE, 200_000, 0.4, 100_000),
                List.of(
                        new Symbol("BTC", Price.of("60000"), Price.of("0.1"), 0.22, 0.5),
                        new Symbol("SOL", Price.of("150"), Price.of("0.01"), 0.28, 0.8)),
                List.of(
                        new Venue("east", 0.0001, 0.0001, 120, 1_000),
                        new Venue("north", 0.0002, 0.0001, 80, 900),
                        new Venue("south", 0.0003, 0.0002, 250, 1_100),
                        new Venue("strait", 0.0003, 0.0003, 400, 1_300),
                        new Venue("west", 0.0002, 0.0002, 150, 1_000)),
                lies,
                silences);
    }

    static Setups.Choices choices(long seed, Policy policy) {
        return choices(seed, policy, SeedingParameters.defaults().withTraders(200));
    }

    static Setups.Choices choices(long seed, Policy policy, SeedingParameters seeding) {
        return new Setups.Choices(seed, seeding, policy, ThrottleParameters.defaults(), Rate.of("0.15"));
    }

    /** People whose funds hold next to nothing. */
    static SeedingParameters withoutFunds(int traders) {
        SeedingParameters base = SeedingParameters.defaults();
        return new SeedingParameters(
                traders,
                base.makers(),
                base.keepers(),
                base.longShare(),
                base.isolatedShare(),
                base.portfolioShare(),
                base.coinCollateralShare(),
                base.positionsAtMost(),
                base.leverageLow(),
                base.leverageHigh(),
                base.initialMarginCover(),
                base.notionalLow(),
                base.notionalHigh(),
                base.largeShare(),
                base.largeFactor(),
                base.makerCover(),
                base.makerCapital(),
                Money.of("1"),
                Money.of("1"),
                Money.of("10"),
                Money.of("40"),
                Money.of("5"));
    }

    static Simulation.Outcome run(SimulationSetup setup) {
        return checked(Simulation.run(setup, SimulationProgress.silent(setup.fromMillis(), setup.toMillis())));
    }

    static Simulation.Outcome run(Simulation simulation) {
        return checked(simulation.run(SimulationProgress.silent(START, START + LENGTH)));
    }

    /** What holds after every run; that nobody below maintenance sleeps, the run itself has audited. */
    private static Simulation.Outcome checked(Simulation.Outcome outcome) {
        SimulationReport report = outcome.report();
        assertThat(report.conservation()).isEqualTo(new SimulationReport.Conservation(true, true));
        SimulationReport.PaidBy paid = report.paidBy();
        Money borne = paid.symbolFund()
                .plus(paid.globalFund())
                .plus(paid.tranche())
                .plus(paid.deleveraging())
                .plus(paid.haircut())
                .plus(paid.unpaid());
        assertThat(report.badDebt()).isEqualTo(borne);
        return outcome;
    }
}
