package io.breakwater.node.account;

/**
 * How long to wait before trying again: twice as long each time, up to a bound.
 *
 * @param firstMillis before the second attempt, at least 1
 * @param mostMillis bound of every wait
 */
public record Backoff(long firstMillis, long mostMillis) {

    private static final int MOST_DOUBLINGS = 30;

    /**
     * Refuses waits that are not positive, or a bound below the first.
     *
     * @throws IllegalArgumentException naming the field, its value and its limit
     */
    public Backoff {
        if (firstMillis < 1 || mostMillis < firstMillis || mostMillis > Long.MAX_VALUE >> MOST_DOUBLINGS) {
            throw new IllegalArgumentException("back-off of " + firstMillis + " ms up to " + mostMillis
                    + " ms: the first must be at least 1 and at most the second");
        }
    }

    /** How long to wait after so many attempts, at least 1. */
    long afterAttempt(int attempts) {
        return Math.min(mostMillis, firstMillis << Math.min(attempts - 1, MOST_DOUBLINGS));
    }
}
