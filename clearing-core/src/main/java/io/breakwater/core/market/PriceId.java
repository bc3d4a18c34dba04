package io.breakwater.core.market;

/**
 * The identity of a price: the epoch of the aggregator that published it and its sequence there. A lower epoch is
 * dropped wherever it arrives (architecture section 3).
 *
 * @param epoch made durable before the aggregator's first publish
 * @param sequence rising within the epoch
 */
public record PriceId(long epoch, long sequence) implements Comparable<PriceId> {

    /** Before any price. */
    public static final PriceId NONE = new PriceId(0, 0);

    @Override
    public int compareTo(PriceId other) {
        int byEpoch = Long.compare(epoch, other.epoch);
        return byEpoch != 0 ? byEpoch : Long.compare(sequence, other.sequence);
    }
}
