package io.breakwater.core.protocol;

import io.breakwater.core.market.FeedState;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The newest price of each symbol as one node knows it: nothing ever goes back, and what is too old by the node's own
 * clock is STALE (architecture section 3).
 *
 * <p>Not thread-safe: one owner. All times are the node's monotonic clock in milliseconds. After a pause of the node (it
 * was not called for longer than allowed) every price is STALE until the next one of its symbol arrives.
 */
public final class NodePrices {

    private final NodePricesParameters parameters;
    private final TreeMap<String, Held> newest = new TreeMap<>();
    private long calledMillis;
    private long resumedMillis;

    private record Held(AggregatorPrice price, long arrivedMillis) {}

    /** What became of a price. */
    public enum Reception {
        /** It is the newest of its symbol. */
        TAKEN,
        /** A price of its epoch and sequence, or a newer one, is known. */
        NOT_NEWER,
        /** There are as many symbols as allowed. */
        TOO_MANY_SYMBOLS
    }

    /** A node that knows no price yet. */
    public NodePrices(NodePricesParameters parameters, long monotonicMillis) {
        this.parameters = parameters;
        this.calledMillis = monotonicMillis;
        this.resumedMillis = monotonicMillis;
    }

    /** Takes a price unless one of the same or a higher epoch and sequence is known. */
    public Reception receive(AggregatorPrice price, long monotonicMillis) {
        awake(monotonicMillis);
        Held held = newest.get(price.price().symbol());
        if (held == null && newest.size() >= parameters.mostSymbols()) {
            return Reception.TOO_MANY_SYMBOLS;
        }
        if (held != null && price.price().id().compareTo(held.price().price().id()) <= 0) {
            return Reception.NOT_NEWER;
        }
        newest.put(price.price().symbol(), new Held(price, monotonicMillis));
        return Reception.TAKEN;
    }

    /** The newest price of a symbol, in the state in which this node may use it now. */
    public Optional<AggregatorPrice> newest(String symbol, long monotonicMillis) {
        awake(monotonicMillis);
        Held held = newest.get(symbol);
        return held == null ? Optional.empty() : Optional.of(seen(held, monotonicMillis));
    }

    private AggregatorPrice seen(Held held, long monotonicMillis) {
        boolean isOld = monotonicMillis - held.arrivedMillis() > parameters.staleAfterMillis()
                || held.arrivedMillis() < resumedMillis;
        boolean isHalted = held.price().price().state() == FeedState.HALTED;
        return isOld && !isHalted ? held.price().in(FeedState.STALE) : held.price();
    }

    /** Notes that the node runs; to be called more often than the longest pause, even when nothing happens. */
    public void awake(long monotonicMillis) {
        if (monotonicMillis < calledMillis) {
            throw new IllegalArgumentException(
                    "monotonicMillis went back from " + calledMillis + " to " + monotonicMillis);
        }
        if (monotonicMillis - calledMillis > parameters.longestPauseMillis()) {
            resumedMillis = monotonicMillis;
        }
        calledMillis = monotonicMillis;
    }
}
