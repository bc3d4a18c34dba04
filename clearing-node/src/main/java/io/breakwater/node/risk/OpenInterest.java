package io.breakwater.node.risk;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.node.risk.NodePart.MarketPart;
import java.util.HashMap;
import java.util.Map;

/**
 * Adds up what every node has told of its part of the markets. A node that is silent for too long counts no more: its
 * accounts have started elsewhere by then. Not thread-safe: one owner.
 */
final class OpenInterest {

    private final long partMillis;
    private final Map<String, Told> byNode = new HashMap<>();

    private record Told(NodePart part, long millis) {}

    OpenInterest(long partMillis) {
        this.partMillis = partMillis;
    }

    /** A node tells its part, in place of what it told before. */
    void told(NodePart part, long nowMillis) {
        byNode.put(part.node(), new Told(part, nowMillis));
    }

    /** Forgets nodes that have been silent for too long. */
    void forgetSilent(long nowMillis) {
        byNode.values().removeIf(told -> nowMillis - told.millis > partMillis);
    }

    /** All nodes together. */
    MarketPart of(Instrument instrument) {
        return byNode.values().stream()
                .map(told -> told.part.markets().getOrDefault(instrument, MarketPart.NONE))
                .reduce(MarketPart.NONE, MarketPart::plus);
    }
}
