package io.breakwater.node.simulation;

/** Chooses who grants velocity, by the policy of a run. */
final class Velocities {

    private Velocities() {}

    static Velocity of(
            SimulationSetup setup,
            EventLoop loop,
            House house,
            Markets markets,
            Conditions conditions,
            BackstopRoom room,
            Velocity.Answers answers) {
        return switch (setup.policy()) {
            case NONE -> new Unthrottled(loop, answers, false);
            case BACKSTOP -> new Unthrottled(loop, answers, true);
            case THROTTLED -> new Throttled(loop, house, markets, conditions, room, setup.throttle(), answers);
        };
    }
}
