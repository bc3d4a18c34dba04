package io.breakwater.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.clearing.v1.BookState;
import io.breakwater.clearing.v1.PublishQuotesRequest;
import io.breakwater.clearing.v1.PublishQuotesResponse;
import io.breakwater.clearing.v1.Quote;
import io.breakwater.contract.CallMetadata;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Price;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.time.ReplayClock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** The sources of one underlying, who quote between two ticks of a node whose clock stands until they have. */
final class PlayedMarket {

    static final List<String> SOURCES = List.of("A", "B", "C");
    private static final String DEPTH = "2000000";
    private static final long TICK = 250;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

    private final String underlying;
    private final NodeClients clients;
    private final ActorSystem<?> system;
    private final ReplayClock clock;
    private final MarketBoard board;
    private String price;

    PlayedMarket(
            String underlying,
            NodeClients clients,
            ActorSystem<?> system,
            ReplayClock clock,
            MarketBoard board,
            String price) {
        this.underlying = underlying;
        this.clients = clients;
        this.system = system;
        this.clock = clock;
        this.board = board;
        this.price = price;
    }

    /** Every source and the own book say the price, and the node ticks once. */
    void tick() {
        for (String source : SOURCES) {
            publish(source, quote(Quote.Kind.SPOT).setPrice(price));
        }
        BookState.Builder book = BookState.newBuilder()
                .setBid(price)
                .setAsk(price)
                .setLast(price)
                .setBidDepth(DEPTH)
                .setAskDepth(DEPTH);
        publish("own-book", quote(Quote.Kind.OWN_BOOK).setBook(book));
        clock.advanceTo(clock.nowMillis() + TICK);
        await(
                "the tick of " + underlying,
                () -> board.price(underlying)
                        .filter(seen -> seen.price().price().timeMillis() == clock.nowMillis())
                        .isPresent());
        await("the view of " + underlying, () -> board.view().timeMillis() == clock.nowMillis());
    }

    private Quote.Builder quote(Quote.Kind kind) {
        return Quote.newBuilder()
                .setUnderlying(underlying)
                .setKind(kind)
                .setSequence(clock.nowMillis())
                .setQuoteMillis(clock.nowMillis());
    }

    private void publish(String source, Quote.Builder quote) {
        PublishQuotesResponse receipt = clients.oracle
                .publishQuotes()
                .addHeader(CallMetadata.CALLER, source)
                .invoke(Source.single(PublishQuotesRequest.newBuilder()
                        .setSource(source)
                        .setBatch(clock.nowMillis())
                        .addQuotes(quote)
                        .build()))
                .runWith(Sink.head(), system)
                .toCompletableFuture()
                .orTimeout(PATIENCE_NANOS, TimeUnit.NANOSECONDS)
                .join();
        assertThat(receipt.getRefusedList()).isEmpty();
        assertThat(receipt.getAccepted()).isEqualTo(1);
    }

    /** Ticks on until something holds; what it waits for may need the machine's time as well as the market's. */
    void playUntil(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            tick();
        }
    }

    /** Quotes a price until the mark of an instrument is there and trusted. */
    void moveTo(String newPrice, Instrument instrument) {
        price = newPrice;
        playUntil(
                "a LIVE mark of " + newPrice,
                () -> board.view()
                        .instrument(instrument)
                        .filter(market ->
                                market.feed() == FeedState.LIVE && market.mark().equals(Price.of(newPrice)))
                        .isPresent());
    }

    /** Waits for what comes without a tick. */
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(500_000);
        }
    }
}
