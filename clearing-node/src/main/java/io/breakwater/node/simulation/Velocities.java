package io.breakwater.node.simulation;

/** Chooses who grants velocity, by the policy of a run. */
final class Velocities {

    private Velocities() {}

    static Velocity of(
            SimulationSetup setup,
            EventLoop loop,
            Markets markets,
            House house,
            Watch watch,
            Velocity.Answers answers) {
        return switch (setup.policy()) {
            case NONE -> new Unthrottled(loop, answers, false);
            case BACKSTOP -> new Unthrottled(loop, answers, true);
            case THROTTLED ->
                new Throttled(loop, house, markets, new Conditions(house, markets, watch), setup.throttle(), answers);
        };
    }
}
