package io.breakwater.core.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/** Plays recorded quotes of several venues through a feed, tick by tick, and shows each published price. */
final class RecordedDay {

    private final OracleParameters parameters;
    private final List<Quote> quotes;

    private RecordedDay(OracleParameters parameters, List<Quote> quotes) {
        this.parameters = parameters;
        this.quotes = quotes;
    }

    @SafeVarargs
    static RecordedDay of(OracleParameters parameters, List<Quote>... venues) {
        List<Quote> all = new ArrayList<>();
        for (List<Quote> venue : venues) {
            all.addAll(venue);
        }
        all.sort(Comparator.comparingLong(Quote::timeMillis));
        return new RecordedDay(parameters, all);
    }

    /** A published price and the quotes it is made of. */
    record Seen(ValidatedPrice price, PriceAggregation aggregation) {}

    /** Every tick from one time to another, quotes up to each tick's own millisecond taken. */
    void play(long fromMillis, long toMillis, BiConsumer<Long, Seen> watcher) {
        PriceAggregator feed = PriceAggregator.cold(parameters, 1);
        int next = 0;
        for (long now = fromMillis; now <= toMillis; now += parameters.tickMillis()) {
            while (next < quotes.size() && quotes.get(next).timeMillis() <= now) {
                feed = feed.onQuote(quotes.get(next++)).next();
            }
            PriceAggregator.Tick tick = feed.onTick(now);
            feed = tick.next();
            if (tick.published().isPresent()) {
                watcher.accept(now, new Seen(tick.published().get(), feed.aggregation(now)));
            }
        }
    }

    void play(BiConsumer<Long, Seen> watcher) {
        play(quotes.get(0).timeMillis(), quotes.get(quotes.size() - 1).timeMillis(), watcher);
    }
}
