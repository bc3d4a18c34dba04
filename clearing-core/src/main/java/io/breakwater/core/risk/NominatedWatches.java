package io.breakwater.core.risk;

/**
 * Which watches of a segment are below 0, which of them were nominated, and at what slack: a nomination that stands comes
 * again only when its slack worsens, or where the book cannot tell the difference.
 */
final class NominatedWatches {

    private final long[] below;
    private final long[] nominated;
    private long[] slackAt = new long[0];
    private int standing;

    NominatedWatches(int watches) {
        below = new long[(watches + 63) >> 6];
        nominated = new long[below.length];
    }

    /** One bit a watch that was seen below 0 since the last collection. */
    long[] below() {
        return below;
    }

    /** Marks a watch as below 0. */
    void markBelow(int watch) {
        below[watch >> 6] |= 1L << watch;
    }

    boolean isNominated(int watch) {
        return (nominated[watch >> 6] & 1L << watch) != 0;
    }

    /** The slack a watch was nominated at. */
    long slackAt(int watch) {
        return slackAt[watch];
    }

    /** Remembers that a watch was nominated. */
    void note(int watch, long slackMicros) {
        if (slackAt.length == 0) {
            slackAt = new long[below.length << 6];
        }
        if (!isNominated(watch)) {
            standing++;
        }
        nominated[watch >> 6] |= 1L << watch;
        slackAt[watch] = slackMicros;
    }

    /** Forgets a nomination, so that the next slack below 0 is nominated again. */
    void forget(int watch) {
        if (isNominated(watch)) {
            standing--;
            nominated[watch >> 6] &= ~(1L << watch);
        }
    }

    /** Forgets and unmarks a watch whose account leaves its slot. */
    void clear(int watch) {
        forget(watch);
        below[watch >> 6] &= ~(1L << watch);
    }

    /** Forgets the nominations of watches that are at or above 0 again. */
    void forgetRecovered(long[] slackMicros) {
        for (int word = 0; standing > 0 && word < nominated.length; word++) {
            for (long bits = nominated[word]; bits != 0; bits &= bits - 1) {
                int watch = (word << 6) + Long.numberOfTrailingZeros(bits);
                if (slackMicros[watch] >= 0) {
                    forget(watch);
                }
            }
        }
    }

    long bytes() {
        return 8L * (below.length + nominated.length + slackAt.length);
    }
}
