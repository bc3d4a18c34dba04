package io.breakwater.load.driver;

import java.time.Duration;

/**
 * Where a run ends, whatever the system does.
 *
 * @param mostCalls most calls
 * @param mostTime how long calls are sent
 * @param mostInFlight most calls without an answer at a time; a call that is due waits for room
 * @param patience how long answers are awaited afterwards
 */
record LoadBounds(long mostCalls, Duration mostTime, int mostInFlight, Duration patience) {

    /** Refuses what would not end or not begin. */
    LoadBounds {
        if (mostCalls < 1 || mostInFlight < 1 || mostTime.toNanos() < 1 || patience.isNegative()) {
            throw new IllegalArgumentException("calls " + mostCalls + ", in flight " + mostInFlight + " and time "
                    + mostTime + " must be above 0, patience " + patience + " at least 0");
        }
    }
}
