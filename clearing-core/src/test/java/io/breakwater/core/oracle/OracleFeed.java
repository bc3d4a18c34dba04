package io.breakwater.core.oracle;

import io.breakwater.core.money.Price;
import io.breakwater.core.oracle.OracleParameters.Source;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** A feed for stories: every source says the same, or one says something of its own, tick by tick. */
final class OracleFeed {

    static final List<Source> THREE =
            List.of(new Source("A", 1, 3_000), new Source("B", 1, 3_000), new Source("C", 1, 3_000));

    private static final long TICK_MILLIS = 1_000;
    private static final long START_MILLIS = 1_760_000_000_000L;

    private PriceAggregator aggregator;
    private long now = START_MILLIS;
    private long sequence;

    private OracleFeed(PriceAggregator aggregator) {
        this.aggregator = aggregator;
    }

    static OracleFeed ofThree() {
        return of(OracleParameters.defaults("BTC", THREE));
    }

    static OracleFeed of(OracleParameters parameters) {
        return new OracleFeed(PriceAggregator.cold(parameters, 1));
    }

    long now() {
        return now;
    }

    PriceAggregator aggregator() {
        return aggregator;
    }

    void replace(PriceAggregator other) {
        aggregator = other;
    }

    /** Quotes one price until the feed is no longer warming up. */
    void warmUp(String price) {
        warmUp(new BigDecimal(price));
    }

    /** Quotes one price until the feed is no longer warming up. */
    void warmUp(BigDecimal price) {
        long ticks = aggregator.parameters().warmUpMillis() / TICK_MILLIS;
        for (long i = 0; i <= ticks; i++) {
            tickAt(now + TICK_MILLIS, Optional.of(price));
        }
    }

    /** A tick a second later at which every source says the same. */
    ValidatedPrice tick(String price) {
        return tickAt(now + TICK_MILLIS, Optional.of(new BigDecimal(price)));
    }

    /** A tick a second later without a new quote. */
    ValidatedPrice silence() {
        return tickAt(now + TICK_MILLIS, Optional.empty());
    }

    ValidatedPrice tickAt(long time, Optional<BigDecimal> price) {
        price.ifPresent(said ->
                aggregator.parameters().sources().forEach(source -> quote(source.name(), said.toPlainString(), time)));
        return tickAt(time);
    }

    /** A tick a second later with only these sources and prices: A 100 B 101. */
    ValidatedPrice tickWith(String... sourcesAndPrices) {
        long time = now + TICK_MILLIS;
        for (int i = 0; i < sourcesAndPrices.length; i += 2) {
            quote(sourcesAndPrices[i], sourcesAndPrices[i + 1], time);
        }
        return tickAt(time);
    }

    private ValidatedPrice tickAt(long time) {
        now = time;
        PriceAggregator.Tick tick = aggregator.onTick(time);
        aggregator = tick.next();
        return tick.published().orElseThrow();
    }

    Optional<DropReason> quote(String source, String price, long time) {
        return take(new Quote(source, Price.of(price), Price.ZERO, time, ++sequence));
    }

    Optional<DropReason> take(Quote quote) {
        PriceAggregator.Receipt receipt = aggregator.onQuote(quote);
        aggregator = receipt.next();
        return receipt.refused();
    }
}
