package io.breakwater.node.oracle;

import io.breakwater.core.money.Price;
import io.breakwater.core.oracle.BasisAverage;
import io.breakwater.core.oracle.MarkPrice;
import io.breakwater.core.oracle.Quote;
import io.breakwater.node.market.MarketDefinitions.SymbolDefinition;
import io.breakwater.node.market.PublishedPrice.OwnMarket;
import io.breakwater.node.oracle.SourceQuote.OwnBookQuote;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the mark of a perpetual is made of besides the index: outside perpetuals, the own book, and the average basis
 * between that book and the index (risk model B.9).
 *
 * <p>Of each source the newest quote by its sequence counts, and ages from its own time. Immutable.
 *
 * @param definition how the mark is made, what is read, and how far a source's clock may be ahead
 * @param perpetuals newest quote of each outside perpetual
 * @param book newest quote of the own book
 * @param basis its average
 * @param sampledMillis when the basis was sampled last, UTC epoch milliseconds; 0 before
 */
record MarkFeed(
        SymbolDefinition definition,
        SortedMap<String, Quote> perpetuals,
        Optional<OwnBookQuote> book,
        BasisAverage basis,
        long sampledMillis) {

    private static final long SAMPLE_MILLIS = 3_000;
    private static final int MILLIS_PLACES = 3;

    /** Copies the map. */
    MarkFeed {
        perpetuals = Collections.unmodifiableSortedMap(new TreeMap<>(perpetuals));
    }

    /** A feed that has heard nothing, and goes on from a kept basis. */
    static MarkFeed startingAt(SymbolDefinition definition, BasisAverage basis, long sampledMillis) {
        return new MarkFeed(definition, new TreeMap<>(), Optional.empty(), basis, sampledMillis);
    }

    /** The same under another definition; quotes of sources that it does not name are dropped. */
    MarkFeed under(SymbolDefinition newDefinition) {
        TreeMap<String, Quote> kept = new TreeMap<>(perpetuals);
        kept.keySet().retainAll(newDefinition.sources().perpetuals().keySet());
        return new MarkFeed(newDefinition, kept, book, basis, sampledMillis);
    }

    /** Why a quote of an outside perpetual is not taken, if it is not. */
    Optional<OracleProtocol.Reason> refusal(Quote quote) {
        Long staleMillis = definition.sources().perpetuals().get(quote.source());
        if (staleMillis == null) {
            return Optional.of(OracleProtocol.Reason.UNKNOWN_SOURCE);
        }
        if (quote.price().signum() <= 0 && definition.mark().referenceScale().isEmpty()) {
            return Optional.of(OracleProtocol.Reason.NON_POSITIVE);
        }
        Quote held = perpetuals.get(quote.source());
        boolean isLater = held == null
                || isLater(quote.sequence(), quote.timeMillis(), held.sequence(), held.timeMillis(), staleMillis);
        return isLater ? Optional.empty() : Optional.of(OracleProtocol.Reason.SEQUENCE);
    }

    /** Why a quote of the own book is not taken, if it is not. */
    Optional<OracleProtocol.Reason> refusal(OwnBookQuote quote) {
        if (quote.bid().signum() <= 0 && definition.mark().referenceScale().isEmpty()) {
            return Optional.of(OracleProtocol.Reason.NON_POSITIVE);
        }
        boolean isLater = book.isEmpty()
                || isLater(
                        quote.sequence(),
                        quote.timeMillis(),
                        book.get().sequence(),
                        book.get().timeMillis(),
                        definition.sources().ownBookStaleMillis());
        return isLater ? Optional.empty() : Optional.of(OracleProtocol.Reason.SEQUENCE);
    }

    /** A source that restarts its sequence is heard again once it is later than its staleness, as by the aggregator. */
    private static boolean isLater(long sequence, long millis, long heldSequence, long heldMillis, long staleMillis) {
        return sequence > heldSequence || millis - heldMillis > staleMillis;
    }

    MarkFeed with(Quote quote) {
        TreeMap<String, Quote> all = new TreeMap<>(perpetuals);
        all.put(quote.source(), quote);
        return new MarkFeed(definition, all, book, basis, sampledMillis);
    }

    MarkFeed with(OwnBookQuote quote) {
        return new MarkFeed(definition, perpetuals, Optional.of(quote), basis, sampledMillis);
    }

    /** The feed after a tick: the basis is sampled every three seconds while the own book quotes. */
    MarkFeed sampled(Price index, long now) {
        Optional<OwnMarket> own = own(now);
        if (own.isEmpty() || now - sampledMillis < SAMPLE_MILLIS) {
            return this;
        }
        BigDecimal seconds =
                sampledMillis == 0 ? BigDecimal.ONE : BigDecimal.valueOf(now - sampledMillis, MILLIS_PLACES);
        BasisAverage next = basis.with(
                own.get().mid().minus(index).exact(), seconds, definition.mark().basisSeconds());
        return new MarkFeed(definition, perpetuals, book, next, now);
    }

    /** The mark at an index. */
    Price mark(Price index, long now) {
        Optional<MarkPrice.OwnBook> own =
                own(now).map(market -> new MarkPrice.OwnBook(market.bid(), market.ask(), market.last()));
        return MarkPrice.of(index, basis, own, outside(now), definition.mark()).price();
    }

    /** As in the index, a quote from the future counts for nothing: it would be fresh until its time has come. */
    private boolean counts(long quoteMillis, long staleMillis, long now) {
        return now - quoteMillis <= staleMillis
                && quoteMillis - now <= definition.aggregator().oracle().clockToleranceMillis();
    }

    /** The own book while its quote is fresh. */
    Optional<OwnMarket> own(long now) {
        return book.filter(
                        quote -> counts(quote.timeMillis(), definition.sources().ownBookStaleMillis(), now))
                .map(quote -> new OwnMarket(quote.bid(), quote.ask(), quote.last(), quote.depth()));
    }

    /** The median of the outside perpetuals that are fresh; with an even number the lower of the middle two. */
    private Optional<Price> outside(long now) {
        List<Price> fresh = perpetuals.values().stream()
                .filter(quote -> counts(
                        quote.timeMillis(), definition.sources().perpetuals().get(quote.source()), now))
                .map(Quote::price)
                .sorted()
                .toList();
        return fresh.isEmpty() ? Optional.empty() : Optional.of(fresh.get((fresh.size() - 1) / 2));
    }
}
