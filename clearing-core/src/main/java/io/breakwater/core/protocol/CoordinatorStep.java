package io.breakwater.core.protocol;

import java.util.List;

/**
 * What the coordinator does on a message: persist the events in one write, and only then send and set timers.
 *
 * @param state after it
 * @param events to persist; may be empty
 * @param sends to nodes
 * @param timers to set
 */
public record CoordinatorStep(
        CoordinatorState state, List<CoordinatorEvent> events, List<Send> sends, List<Timer> timers) {

    /**
     * A message to a node.
     *
     * @param node to whom
     * @param message what
     */
    public record Send(String node, LeaseMessage message) {}

    /**
     * A message to itself.
     *
     * @param delayMillis from now
     * @param message what
     */
    public record Timer(long delayMillis, CoordinatorMessage message) {}

    /** Copies the lists. */
    public CoordinatorStep {
        events = List.copyOf(events);
        sends = List.copyOf(sends);
        timers = List.copyOf(timers);
    }

    static CoordinatorStep of(CoordinatorState state) {
        return new CoordinatorStep(state, List.of(), List.of(), List.of());
    }
}
