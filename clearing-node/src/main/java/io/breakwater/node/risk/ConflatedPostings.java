package io.breakwater.node.risk;

import io.breakwater.node.market.MarketBoard.Posting;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Holds the newest posting that has not been valued yet: a slow book loses ticks and not time. One writer puts, one reader
 * takes.
 */
final class ConflatedPostings {

    private final AtomicReference<Waiting> newest = new AtomicReference<>();
    private long acceptedNanos = Long.MIN_VALUE;

    /**
     * What is to be valued.
     *
     * @param posting the newest
     * @param sinceNanos when the oldest price among those it stands for was accepted, by the monotonic clock
     */
    record Waiting(Posting posting, long sinceNanos) {}

    /**
     * Puts a posting in the place of one that waits.
     *
     * @param nowNanos the monotonic clock; the age of a posting that brings no newer price, but a feed state or a fact
     * @return whether none was waiting, so that the reader is to be told
     */
    boolean put(Posting posting, long nowNanos) {
        boolean bringsPrice = acceptedNanos == Long.MIN_VALUE || posting.acceptedNanos() - acceptedNanos > 0;
        long sinceNanos = bringsPrice ? posting.acceptedNanos() : nowNanos;
        acceptedNanos = bringsPrice ? posting.acceptedNanos() : acceptedNanos;
        Waiting before = newest.getAndUpdate(
                waiting -> new Waiting(posting, waiting == null ? sinceNanos : waiting.sinceNanos()));
        return before == null;
    }

    /** Takes what waits. */
    Optional<Waiting> take() {
        return Optional.ofNullable(newest.getAndSet(null));
    }
}
