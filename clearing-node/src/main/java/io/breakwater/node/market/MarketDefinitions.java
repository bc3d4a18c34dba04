package io.breakwater.node.market;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.oracle.MarkParameters;
import io.breakwater.core.protocol.AggregatorParameters;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything the operator and the waterfall have said about the markets, as one version.
 *
 * @param version counts every change, of parameters and of facts
 * @param parameters margin parameters; their epoch rises with each change of them
 * @param symbols by underlying, how it is priced and throttled
 * @param facts by listed instrument, what has happened to all its holders
 * @param openDeficits underlyings with a loss that is not covered yet
 */
public record MarketDefinitions(
        long version,
        RiskParameters parameters,
        SortedMap<String, SymbolDefinition> symbols,
        SortedMap<Instrument, MarketFacts> facts,
        Set<String> openDeficits) {

    /**
     * How one underlying is priced and how fast it may be sold.
     *
     * @param aggregator sources, quorum, jumps, volatility range
     * @param mark how the mark is made
     * @param throttle velocity of liquidation
     */
    public record SymbolDefinition(AggregatorParameters aggregator, MarkParameters mark, ThrottleParameters throttle) {}

    /** Copies the collections. */
    public MarketDefinitions {
        symbols = Collections.unmodifiableSortedMap(new TreeMap<>(symbols));
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
        openDeficits = Collections.unmodifiableSet(new TreeSet<>(openDeficits));
    }
}
