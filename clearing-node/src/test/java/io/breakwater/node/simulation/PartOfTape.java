package io.breakwater.node.simulation;

import io.breakwater.node.feed.QuoteSource;
import io.breakwater.node.feed.QuoteTape;
import io.breakwater.node.feed.TapeQuote;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;

/** Those quotes of a tape that a test asks for. */
final class PartOfTape implements QuoteTape {

    private final QuoteTape whole;
    private final Predicate<TapeQuote> kept;
    private TapeQuote ahead;

    PartOfTape(QuoteTape whole, Predicate<TapeQuote> kept) {
        this.whole = whole;
        this.kept = kept;
        advance();
    }

    private void advance() {
        do {
            ahead = whole.hasNext() ? whole.next() : null;
        } while (ahead != null && !kept.test(ahead));
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
            throw new NoSuchElementException("the tape has ended");
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
