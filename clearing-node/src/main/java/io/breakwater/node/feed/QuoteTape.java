package io.breakwater.node.feed;

import java.io.Closeable;
import java.util.Iterator;
import java.util.List;

/**
 * A finite run of quotes of several sources in time order; quotes of one millisecond are ordered by source. Reading it
 * twice means opening it twice.
 */
public interface QuoteTape extends Iterator<TapeQuote>, Closeable {

    /** The sources, by name; a quote names its source by index. */
    List<QuoteSource> sources();

    /** The underlyings, by name; a quote names its underlying by index. */
    List<String> underlyings();

    /** Gives up what the tape holds open. */
    @Override
    void close();

    /**
     * Market files as one tape, ordered by time, then source name, then the order of the files.
     *
     * @throws IllegalArgumentException when there is no file, or one is given twice
     * @throws MarketFileException when a file cannot be read; also later, while the tape is read
     */
    static QuoteTape merged(List<MarketFile> files) {
        return MergedTape.open(files);
    }
}
