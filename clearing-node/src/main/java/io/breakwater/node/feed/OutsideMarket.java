package io.breakwater.node.feed;

import io.breakwater.core.money.Price;
import java.util.List;

/**
 * The outside market of one underlying: its sources with the settings that an aggregator needs of each (risk model B.9).
 *
 * @param underlying which
 * @param firstPrice the first positive price on the tape
 * @param venues by rank
 * @param quorum fresh sources needed for a price
 */
public record OutsideMarket(String underlying, Price firstPrice, List<Venue> venues, int quorum) {

    /** Copies the list. */
    public OutsideMarket {
        venues = List.copyOf(venues);
    }

    /** The sum of weights. */
    public int totalWeight() {
        return venues.stream().mapToInt(Venue::weight).sum();
    }

    /**
     * One source as an input of the aggregator.
     *
     * @param source index on the tape
     * @param name of the source
     * @param kind spot or derivative
     * @param quotes how many it gives
     * @param weight its say in the weighted median
     * @param stalenessMillis how old its quote may be and still count
     */
    public record Venue(int source, String name, SourceKind kind, long quotes, int weight, long stalenessMillis) {}
}
