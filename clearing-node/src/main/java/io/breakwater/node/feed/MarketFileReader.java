package io.breakwater.node.feed;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Streams the quotes of one market file, in its order.
 *
 * <p>Columns are found by the header: {@code ts_ms} and {@code price} of a trade, or {@code ts_ms} and {@code close} of a
 * bar. A trade is a quote at its time. A bar is a quote of its close at its end, {@code ts_ms} + granularity, because
 * nobody knew the close before. What is no quote is passed over: a bar without a close, and a bar that says
 * {@code trades=0}, whose close only repeats an older one. A bar without a count of trades is taken at its word: a
 * minute without volume carries the last price. Time must not go back; other orders are refused, since sorting a file
 * would need it in memory.
 */
public final class MarketFileReader implements Closeable {

    private static final int GZIP_BUFFER_BYTES = 1 << 16;
    private static final int ABSENT = -1;

    private final MarketFile file;
    private final CsvRows rows;
    private final int columns;
    private final int timeColumn;
    private final int priceColumn;
    private final String priceName;
    private final int tradesColumn;
    private long timeMillis = Long.MIN_VALUE;
    private long priceUnits;

    private MarketFileReader(MarketFile file, CsvRows rows) {
        this.file = file;
        this.rows = rows;
        if (!rows.next()) {
            throw rows.fault("the file is empty; a header line is needed");
        }
        List<String> header = rows.texts();
        this.columns = header.size();
        this.timeColumn = required(header, "ts_ms");
        this.priceName = file.holdsBars() ? "close" : "price";
        this.priceColumn = required(header, priceName);
        this.tradesColumn = file.holdsBars() ? header.indexOf("trades") : ABSENT;
    }

    private int required(List<String> header, String column) {
        int index = header.indexOf(column);
        if (index < 0) {
            throw rows.fault("no column " + column + " in the header " + String.join(",", header));
        }
        return index;
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws MarketFileException when it cannot be opened or a column is missing
     */
    public static MarketFileReader open(MarketFile file) {
        InputStream in = stream(file);
        try {
            return new MarketFileReader(file, new CsvRows(file.path().toString(), in));
        } catch (MarketFileException e) {
            closeQuietly(in, e);
            throw e;
        }
    }

    private static InputStream stream(MarketFile file) {
        try {
            InputStream raw = new BufferedInputStream(Files.newInputStream(file.path()));
            try {
                return file.isGzip() ? new GZIPInputStream(raw, GZIP_BUFFER_BYTES) : raw;
            } catch (IOException e) {
                closeQuietly(raw, e);
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new MarketFileException(file.path().toString(), "cannot be read: there is no such file");
        } catch (IOException e) {
            throw new MarketFileException(file.path().toString(), "cannot be read: " + e);
        }
    }

    private static void closeQuietly(InputStream in, Exception cause) {
        try {
            in.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /**
     * Moves to the next quote; false at the end.
     *
     * @throws MarketFileException when a row is not as the header says, or time goes back
     */
    public boolean next() {
        while (rows.next()) {
            if (rows.isBlank()) {
                continue;
            }
            if (rows.fields() != columns) {
                throw rows.fault(rows.fields() + " fields where the header has " + columns);
            }
            if (isQuote()) {
                readQuote();
                return true;
            }
        }
        return false;
    }

    private boolean isQuote() {
        boolean withoutClose = file.holdsBars() && rows.width(priceColumn) == 0;
        boolean withoutTrades = tradesColumn != ABSENT
                && rows.width(tradesColumn) > 0
                && FixedPointField.whole(rows, tradesColumn, "trades") == 0;
        return !withoutClose && !withoutTrades;
    }

    private void readQuote() {
        long time =
                FixedPointField.whole(rows, timeColumn, "ts_ms") + file.source().granularityMillis();
        if (time < timeMillis) {
            throw rows.fault("field ts_ms goes back by " + (timeMillis - time) + " ms; rows must be in time order");
        }
        timeMillis = time;
        priceUnits = FixedPointField.priceUnits(rows, priceColumn, priceName);
    }

    /** Time of the present quote, UTC epoch milliseconds. */
    public long timeMillis() {
        return timeMillis;
    }

    /** Price of the present quote in units of 1e-8. */
    public long priceUnits() {
        return priceUnits;
    }

    @Override
    public void close() {
        try {
            rows.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
