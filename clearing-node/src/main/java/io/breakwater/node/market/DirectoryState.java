package io.breakwater.node.market;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.market.MarketFacts;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the directory keeps: the definitions that every node sees, and whose losses are open behind them.
 *
 * @param definitions as they are broadcast
 * @param deficits accounts with a loss that is not covered yet, by underlying; none of the sets is empty
 * @param operations that have happened
 */
public record DirectoryState(
        MarketDefinitions definitions, SortedMap<String, SortedSet<String>> deficits, Operations operations) {

    /** Before the first change. */
    public static final DirectoryState EMPTY =
            new DirectoryState(MarketDefinitions.NONE, new TreeMap<>(), Operations.NONE);

    /** Copies the collections. */
    public DirectoryState {
        TreeMap<String, SortedSet<String>> copy = new TreeMap<>();
        deficits.forEach((underlying, accounts) ->
                copy.put(underlying, Collections.unmodifiableSortedSet(new TreeSet<>(accounts))));
        deficits = Collections.unmodifiableSortedMap(copy);
    }

    /** The state after a durable change. */
    public DirectoryState after(DirectoryEvent event) {
        DirectoryState changed = event.change().applyTo(this);
        MarketDefinitions now = changed.definitions;
        return new DirectoryState(
                new MarketDefinitions(
                        event.version(), now.parameters(), now.symbols(), now.facts(), now.openDeficits(), now.halts()),
                changed.deficits,
                event.operation().map(operations::plus).orElse(operations));
    }

    DirectoryState with(RiskParameters parameters, SortedMap<String, MarketDefinitions.SymbolDefinition> symbols) {
        return new DirectoryState(
                new MarketDefinitions(
                        definitions.version(),
                        parameters,
                        symbols,
                        definitions.facts(),
                        definitions.openDeficits(),
                        definitions.halts()),
                deficits,
                operations);
    }

    DirectoryState with(Instrument instrument, MarketFacts facts) {
        TreeMap<Instrument, MarketFacts> all = new TreeMap<>(definitions.facts());
        all.put(instrument, facts);
        return new DirectoryState(
                new MarketDefinitions(
                        definitions.version(),
                        definitions.parameters(),
                        definitions.symbols(),
                        all,
                        definitions.openDeficits(),
                        definitions.halts()),
                deficits,
                operations);
    }

    DirectoryState withDeficits(String underlying, Set<String> accounts) {
        TreeMap<String, SortedSet<String>> all = new TreeMap<>(deficits);
        if (accounts.isEmpty()) {
            all.remove(underlying);
        } else {
            all.put(underlying, new TreeSet<>(accounts));
        }
        return new DirectoryState(
                new MarketDefinitions(
                        definitions.version(),
                        definitions.parameters(),
                        definitions.symbols(),
                        definitions.facts(),
                        all.keySet(),
                        definitions.halts()),
                all,
                operations);
    }

    DirectoryState withHalts(SortedMap<String, String> halts) {
        return new DirectoryState(
                new MarketDefinitions(
                        definitions.version(),
                        definitions.parameters(),
                        definitions.symbols(),
                        definitions.facts(),
                        definitions.openDeficits(),
                        halts),
                deficits,
                operations);
    }
}
