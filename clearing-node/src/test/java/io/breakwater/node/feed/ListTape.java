package io.breakwater.node.feed;

import java.util.Iterator;
import java.util.List;

/** A tape of quotes given one by one. */
public final class ListTape implements QuoteTape {

    private final List<QuoteSource> sources;
    private final List<String> underlyings;
    private final Iterator<TapeQuote> quotes;

    public ListTape(List<QuoteSource> sources, List<String> underlyings, List<TapeQuote> quotes) {
        this.sources = sources;
        this.underlyings = underlyings;
        this.quotes = quotes.iterator();
    }

    @Override
    public List<QuoteSource> sources() {
        return sources;
    }

    @Override
    public List<String> underlyings() {
        return underlyings;
    }

    @Override
    public boolean hasNext() {
        return quotes.hasNext();
    }

    @Override
    public TapeQuote next() {
        return quotes.next();
    }

    @Override
    public void close() {}
}
