package io.breakwater.node.feed;

import io.breakwater.core.money.Price;
import io.breakwater.core.oracle.OracleParameters;
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

    /**
     * The aggregator's parameters: these sources in this order and this quorum, the defaults otherwise.
     *
     * @throws IllegalArgumentException when there are more sources than an aggregator takes
     */
    public OracleParameters oracleParameters() {
        List<OracleParameters.Source> sources = venues.stream()
                .map(venue -> new OracleParameters.Source(venue.name, venue.weight, venue.stalenessMillis))
                .toList();
        return OracleParameters.defaults(underlying, sources, quorum);
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
