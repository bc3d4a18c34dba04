package io.breakwater.load.driver;

import java.time.Duration;

/**
 * How hard and how long a run loads a cluster.
 *
 * @param accounts how many it opens
 * @param perSecond calls a second of the open loop
 * @param warmUp time before anything is measured; a JVM's first calls cost several times more
 * @param openLoop length of the open loop
 * @param saturation length of each run that finds a throughput
 * @param mostCalls most calls of one loop
 * @param inFlight most calls without an answer, the same for everything that is compared
 * @param tradePercent share of trades in the open loop, the others are deposits
 * @param deadline of each call
 */
record LoadSettings(
        int accounts,
        long perSecond,
        Duration warmUp,
        Duration openLoop,
        Duration saturation,
        long mostCalls,
        int inFlight,
        int tradePercent,
        Duration deadline) {

    /** Bounds of a loop of this length. Nobody waits for an answer longer than its deadline. */
    LoadBounds bounds(Duration length) {
        return new LoadBounds(mostCalls, length, inFlight, deadline);
    }

    /** Bounds of a loop of so many calls, however long they take within the deadline of all of them. */
    LoadBounds bounds(long calls) {
        return new LoadBounds(calls, deadline.multipliedBy(1 + calls / inFlight), inFlight, deadline);
    }
}
