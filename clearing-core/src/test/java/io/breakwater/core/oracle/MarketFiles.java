package io.breakwater.core.oracle;

import io.breakwater.core.money.Price;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Reads recorded markets as quotes; a test that needs a file which is not there is skipped and says so. */
public final class MarketFiles {

    private MarketFiles() {}

    /** One record of a file, by column name. */
    public record Row(List<String> columns, List<String> cells) {

        public String text(String column) {
            int index = columns.indexOf(column);
            if (index < 0) {
                throw new IllegalArgumentException("no column " + column + " in " + columns);
            }
            return cells.get(index);
        }

        public long number(String column) {
            return Long.parseLong(text(column));
        }

        public Price price(String column) {
            return Price.of(new BigDecimal(text(column)));
        }
    }

    /** The rows of a file below the market directory. */
    public static List<Row> rows(String file) {
        Path path = directory().resolve(file);
        Assumptions.assumeTrue(Files.exists(path), "no market file " + path);
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
            List<String> columns = Arrays.asList(in.readLine().split(",", -1));
            return in.lines()
                    .map(line -> new Row(columns, Arrays.asList(line.split(",", -1))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Trades of a file: each is a quote at its time, numbered in the file's order. */
    static List<Quote> trades(String source, String file) {
        return quotes(source, rows(file), "price", 0, row -> true);
    }

    /** Bars of a file: each is a quote of its close at its end. */
    static List<Quote> bars(String source, String file, long barMillis) {
        return bars(source, file, barMillis, row -> true);
    }

    /** Bars of a file: each is a quote of its close at its end; bars not wanted are none. */
    static List<Quote> bars(String source, String file, long barMillis, Predicate<Row> wanted) {
        return quotes(source, rows(file), "close", barMillis, wanted);
    }

    /** A column of rows as quotes, each so much later than its record says. */
    static List<Quote> quotes(String source, List<Row> rows, String column, long laterMillis) {
        return quotes(source, rows, column, laterMillis, row -> true);
    }

    private static List<Quote> quotes(
            String source, List<Row> rows, String column, long laterMillis, Predicate<Row> wanted) {
        List<Quote> quotes = new ArrayList<>();
        for (Row row : rows) {
            if (wanted.test(row)) {
                long time = row.number("ts_ms") + laterMillis;
                quotes.add(new Quote(source, row.price(column), Price.ZERO, time, quotes.size()));
            }
        }
        return quotes;
    }

    private static Path directory() {
        String configured = System.getProperty("breakwater.market");
        return configured != null ? Path.of(configured) : Path.of("..", "..", "shared", "data", "market");
    }
}
