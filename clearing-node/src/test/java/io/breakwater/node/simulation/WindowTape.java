package io.breakwater.node.simulation;

import io.breakwater.node.feed.QuoteSource;
import io.breakwater.node.feed.QuoteTape;
import io.breakwater.node.feed.TapeQuote;
import java.util.List;
import java.util.NoSuchElementException;

/** The part of a tape between two moments, the first included. */
final class WindowTape implements QuoteTape {

    private final QuoteTape whole;
    private final long toMillis;
    private TapeQuote ahead;

    WindowTape(QuoteTape whole, long fromMillis, long toMillis) {
        this.whole = whole;
        this.toMillis = toMillis;
        advance();
        while (ahead != null && ahead.timeMillis() < fromMillis) {
            advance();
        }
    }

    private void advance() {
        TapeQuote next = whole.hasNext() ? whole.next() : null;
        ahead = next == null || next.timeMillis() >= toMillis ? null : next;
    }

    @Override
    public List<QuoteSource> sources() {
        return whole.sources();
    }

    @Override
    public List<String> underlyings() {
        return whole.underlyings();
    }

    @Override
    public boolean hasNext() {
        return ahead != null;
    }

    @Override
    public TapeQuote next() {
        if (ahead == null) {
            throw new NoSuchElementException("the window has ended");
        }
        TapeQuote next = ahead;
        advance();
        return next;
    }

    @Override
    public void close() {
        whole.close();
    }
}
