package io.breakwater.node.demo;

import io.breakwater.clearing.v1.BookState;
import io.breakwater.clearing.v1.OracleServiceClient;
import io.breakwater.clearing.v1.PublishQuotesResponse;
import io.breakwater.clearing.v1.Quote;
import io.breakwater.clearing.v1.SourceTerms;
import io.breakwater.core.money.Price;
import io.breakwater.node.feed.OutsideMarket;
import io.breakwater.node.feed.QuoteSource;
import io.breakwater.node.feed.SourceKind;
import io.breakwater.node.feed.TapeQuote;
import io.breakwater.node.simulation.OwnBook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.stream.Materializer;

/**
 * Everybody who quotes: the venues of the tape and the own book, each through a stream of its own. What is said at one
 * tick goes out together, and is over when the gateway has acknowledged all of it.
 */
final class Venues implements AutoCloseable {

    /** The source under which the own book quotes. */
    private static final String OWN_BOOK = "own-book";

    /** A quote on a tape has no stated confidence; one basis point of its price stands for it. */
    private static final long CONFIDENCE_DIVISOR = 10_000;

    private final List<QuoteSource> sources;
    private final List<String> underlyings;
    private final OracleServiceClient oracle;
    private final Materializer materializer;
    private final Map<String, QuoteStream> streams = new HashMap<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final SortedMap<String, List<Quote>> said = new TreeMap<>();

    /** The sources and underlyings of a tape. */
    Venues(List<QuoteSource> sources, List<String> underlyings, OracleServiceClient oracle, Materializer materializer) {
        this.sources = sources;
        this.underlyings = underlyings;
        this.oracle = oracle;
        this.materializer = materializer;
    }

    /** The sources of an underlying as its definition names them. */
    static List<SourceTerms> terms(OutsideMarket market) {
        return market.venues().stream()
                .map(venue -> SourceTerms.newBuilder()
                        .setName(venue.name())
                        .setWeight(venue.weight())
                        .setStaleMillis(venue.stalenessMillis())
                        .build())
                .toList();
    }

    /** The place of an underlying on the tape. */
    int indexOf(String underlying) {
        return underlyings.indexOf(underlying);
    }

    /** A venue quotes: its price counts for the index, and that of a perpetual for the mark as well. */
    void quote(TapeQuote quote) {
        QuoteSource source = sources.get(quote.source());
        Quote.Builder written = Quote.newBuilder()
                .setUnderlying(underlyings.get(quote.underlying()))
                .setPrice(new Price(quote.priceUnits()).toString())
                .setConfidence(new Price(Math.abs(quote.priceUnits()) / CONFIDENCE_DIVISOR).toString())
                .setSequence(sequences.merge(source.name(), 1L, Long::sum))
                .setQuoteMillis(quote.timeMillis());
        say(source.name(), written.setKind(Quote.Kind.SPOT).build());
        if (source.kind() == SourceKind.DERIVATIVE) {
            say(source.name(), written.setKind(Quote.Kind.DERIVATIVE).build());
        }
    }

    /** The own book quotes. */
    void quote(String underlying, OwnBook book, long nowMillis) {
        String depth = book.depth().toString();
        say(
                OWN_BOOK,
                Quote.newBuilder()
                        .setUnderlying(underlying)
                        .setKind(Quote.Kind.OWN_BOOK)
                        .setSequence(sequences.merge(OWN_BOOK + underlying, 1L, Long::sum))
                        .setQuoteMillis(nowMillis)
                        .setBook(BookState.newBuilder()
                                .setBid(book.bid().toString())
                                .setAsk(book.ask().toString())
                                .setLast(book.last().toString())
                                .setBidDepth(depth)
                                .setAskDepth(depth))
                        .build());
    }

    private void say(String source, Quote quote) {
        said.computeIfAbsent(source, name -> new ArrayList<>()).add(quote);
    }

    /** Sends what was said since the last time; the stage ends when all of it is acknowledged. */
    CompletionStage<List<PublishQuotesResponse>> publish() {
        List<CompletableFuture<PublishQuotesResponse>> sent = new ArrayList<>();
        said.forEach((source, quotes) ->
                sent.add(streams.computeIfAbsent(source, name -> QuoteStream.open(name, oracle, materializer))
                        .publish(quotes)
                        .toCompletableFuture()));
        said.clear();
        return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                .thenApply(all -> sent.stream().map(CompletableFuture::join).toList());
    }

    @Override
    public void close() {
        streams.values().forEach(QuoteStream::close);
    }
}
