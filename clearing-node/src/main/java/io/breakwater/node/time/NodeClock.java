package io.breakwater.node.time;

/**
 * The clock of a node: event time and timers in one, so that both move together.
 *
 * <p>Timers run on a thread of the clock: an action does no more than tell an actor something.
 */
public interface NodeClock {

    /** A timer that has been set. */
    interface Timer {
        /** Stops it; nothing happens when it has fired already. */
        void cancel();
    }

    /** UTC epoch milliseconds; never decreases while the node lives. */
    long nowMillis();

    /**
     * Runs an action once.
     *
     * @param millis how long from now, at least 0
     * @param action short; it tells an actor something
     */
    Timer after(long millis, Runnable action);
}
