package io.breakwater.load.client;

import io.breakwater.clearing.v1.BookState;
import io.breakwater.clearing.v1.PublishQuotesRequest;
import io.breakwater.clearing.v1.PublishQuotesResponse;
import io.breakwater.clearing.v1.Quote;
import io.breakwater.clearing.v1.QuoteRefusal;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sources of a market: each says the same price again and again on a stream of its own until it is closed.
 *
 * <p>A quote's sequence is its time in milliseconds, so that a source that starts again goes on above what it had said.
 */
public final class QuoteSources implements AutoCloseable {

    private static final String OWN_BOOK = "own-book";
    private static final Logger LOG = LoggerFactory.getLogger(QuoteSources.class);

    private final ClearingClient client;
    private final String underlying;
    private final Clock clock;
    private final AtomicReference<String> price;
    private final List<Source> sources;
    private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "quotes");
        thread.setDaemon(true);
        return thread;
    });

    private QuoteSources(ClearingClient client, SmallMarket market, String price, Clock clock) {
        this.client = client;
        this.underlying = market.underlying();
        this.clock = clock;
        this.price = new AtomicReference<>(price);
        this.sources = new ArrayList<>(market.sources().stream()
                .map(name -> new Source(name, this::spot))
                .toList());
        if (!market.bookDepth().isEmpty()) {
            sources.add(new Source(OWN_BOOK, (said, now) -> ownBook(said, market.bookDepth(), now)));
        }
    }

    /** Begins to quote a price from every source of a market, once an interval. */
    public static QuoteSources start(
            ClearingClient client, SmallMarket market, String price, Duration interval, Clock clock) {
        QuoteSources quotes = new QuoteSources(client, market, price, clock);
        quotes.beat.scheduleAtFixedRate(quotes::quote, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
        return quotes;
    }

    /** The price from the next quotes on; a decimal. */
    public void setPrice(String newPrice) {
        price.set(newPrice);
    }

    /** Silences the sources. */
    @Override
    public void close() {
        beat.shutdownNow();
    }

    /** A failure is logged and not thrown: it would end the beat for good. */
    private void quote() {
        long now = clock.millis();
        try {
            sources.forEach(source -> source.say(price.get(), now));
        } catch (RuntimeException failure) {
            LOG.warn("quotes of {} were not sent", underlying, failure);
        }
    }

    private Quote.Builder spot(String said, long nowMillis) {
        return quote(Quote.Kind.SPOT, nowMillis).setPrice(said);
    }

    /** A book without a spread, so that the mark is the price. */
    private Quote.Builder ownBook(String said, String depth, long nowMillis) {
        return quote(Quote.Kind.OWN_BOOK, nowMillis)
                .setBook(BookState.newBuilder()
                        .setBid(said)
                        .setAsk(said)
                        .setLast(said)
                        .setBidDepth(depth)
                        .setAskDepth(depth));
    }

    private Quote.Builder quote(Quote.Kind kind, long nowMillis) {
        return Quote.newBuilder()
                .setUnderlying(underlying)
                .setKind(kind)
                .setSequence(nowMillis)
                .setQuoteMillis(nowMillis);
    }

    /** One source and its stream, which is opened again when it has ended. */
    private final class Source implements StreamObserver<PublishQuotesResponse> {

        private final String name;
        private final BiFunction<String, Long, Quote.Builder> says;
        private final AtomicReference<StreamObserver<PublishQuotesRequest>> stream = new AtomicReference<>();

        Source(String name, BiFunction<String, Long, Quote.Builder> says) {
            this.name = name;
            this.says = says;
        }

        void say(String quoted, long nowMillis) {
            if (stream.get() == null) {
                stream.set(client.converse(Calls.PUBLISH_QUOTES, this));
            }
            StreamObserver<PublishQuotesRequest> open = stream.get();
            if (open != null) {
                open.onNext(PublishQuotesRequest.newBuilder()
                        .setSource(name)
                        .setBatch(nowMillis)
                        .addQuotes(says.apply(quoted, nowMillis))
                        .build());
            }
        }

        @Override
        public void onNext(PublishQuotesResponse acknowledged) {
            for (QuoteRefusal refusal : acknowledged.getRefusedList()) {
                LOG.warn("quote {} of {} was not taken: {}", refusal.getSequence(), name, refusal.getReason());
            }
        }

        @Override
        public void onError(Throwable failure) {
            stream.set(null);
            if (!beat.isShutdown()) {
                LOG.warn("the quotes of {} were interrupted: {}", name, failure.toString());
            }
        }

        @Override
        public void onCompleted() {
            stream.set(null);
        }
    }
}
