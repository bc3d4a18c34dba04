package io.breakwater.node.demo;

import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.money.Rate;
import io.breakwater.node.simulation.Policy;
import io.breakwater.node.simulation.SeedingParameters;
import io.breakwater.node.simulation.Setups;

/** Runs that are small enough for a test. */
final class SmallSetups {

    private SmallSetups() {}

    /** A generated crash of one minute with ten traders. */
    static Setups.Pair oneMinute() {
        return Setups.generated(
                new Setups.Choices(
                        1,
                        SeedingParameters.defaults().withTraders(10),
                        Policy.THROTTLED,
                        ThrottleParameters.defaults(),
                        Rate.of("0.15")),
                60_000);
    }
}
