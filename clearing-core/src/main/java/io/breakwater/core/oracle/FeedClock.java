package io.breakwater.core.oracle;

/**
 * When a feed was last heard, and so whether it is silent, warming up or halted (risk model B.9, step 6).
 *
 * @param tickMillis time of the last tick
 * @param heardMillis time of the newest quote of the last quorum
 * @param warmUntilMillis before this time the feed is warming up
 * @param isSilent whether it has no quorum to go on from: never had one, STALE, or halted since
 * @param isHalted whether it was stopped
 */
record FeedClock(long tickMillis, long heardMillis, long warmUntilMillis, boolean isSilent, boolean isHalted) {

    /** Before anything was heard. */
    static final FeedClock NEVER = new FeedClock(Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, true, false);

    /** Whether a quorum now ends a silence: of the sources, or of the feed itself when it did not tick. */
    private boolean returns(long now, OracleParameters parameters) {
        return isSilent || now - tickMillis > parameters.staleAfterMillis();
    }

    /** A tick with a quorum whose newest quote is from {@code heard}; after silence the feed warms up. */
    FeedClock withQuorum(long now, long heard, OracleParameters parameters) {
        long warmUntil = returns(now, parameters) ? now + parameters.warmUpMillis() : warmUntilMillis;
        return new FeedClock(now, heard, warmUntil, false, false);
    }

    /** A tick without a quorum: silent once the newest quote of the last quorum is older than the feed allows. */
    FeedClock withoutQuorum(long now, OracleParameters parameters) {
        boolean silent = isSilent || now - heardMillis > parameters.staleAfterMillis();
        return new FeedClock(now, heardMillis, warmUntilMillis, silent, isHalted);
    }

    /** Stopped, or allowed to return: in both cases silent until there is a quorum. */
    FeedClock halted(boolean halt) {
        return new FeedClock(tickMillis, heardMillis, warmUntilMillis, true, halt);
    }

    boolean isWarmingUp(long now) {
        return now < warmUntilMillis;
    }
}
