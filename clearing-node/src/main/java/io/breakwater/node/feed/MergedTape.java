package io.breakwater.node.feed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/** Merges market files into one tape, holding one row of each in memory. */
final class MergedTape implements QuoteTape {

    /** A file being read, at its next quote. */
    private record Cursor(MarketFileReader reader, int source, int underlying, int order) {}

    private static final Comparator<Cursor> ORDER = Comparator.comparingLong(
                    (Cursor cursor) -> cursor.reader.timeMillis())
            .thenComparingInt(Cursor::source)
            .thenComparingInt(Cursor::order);

    private final List<QuoteSource> sources;
    private final List<String> underlyings;
    private final List<Cursor> cursors = new ArrayList<>();
    private final PriorityQueue<Cursor> next = new PriorityQueue<>(ORDER);

    private MergedTape(List<MarketFile> files) {
        this.sources = sources(files);
        this.underlyings = List.copyOf(
                sources.stream().map(QuoteSource::underlying).collect(Collectors.toCollection(TreeSet::new)));
    }

    static MergedTape open(List<MarketFile> files) {
        requireDistinct(files);
        MergedTape tape = new MergedTape(files);
        try {
            for (MarketFile file : files) {
                tape.add(file);
            }
            return tape;
        } catch (MarketFileException e) {
            tape.close();
            throw e;
        }
    }

    private static void requireDistinct(List<MarketFile> files) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("market files: at least one is needed");
        }
        Set<Path> seen = new HashSet<>();
        for (MarketFile file : files) {
            if (!seen.add(file.path().toAbsolutePath().normalize())) {
                throw new IllegalArgumentException("market file " + file.path() + " is given twice");
            }
        }
    }

    /** One source a name. Where files of one market differ in granularity the longest is kept: it asks for most patience. */
    private static List<QuoteSource> sources(List<MarketFile> files) {
        BinaryOperator<QuoteSource> longest =
                BinaryOperator.maxBy(Comparator.comparing(QuoteSource::granularityMillis));
        TreeMap<String, QuoteSource> byName = new TreeMap<>();
        files.forEach(file -> byName.merge(file.source().name(), file.source(), longest));
        return List.copyOf(byName.values());
    }

    private void add(MarketFile file) {
        MarketFileReader reader = MarketFileReader.open(file);
        List<String> names = sources.stream().map(QuoteSource::name).toList();
        Cursor cursor = new Cursor(
                reader,
                names.indexOf(file.source().name()),
                underlyings.indexOf(file.source().underlying()),
                cursors.size());
        cursors.add(cursor);
        advance(cursor);
    }

    private void advance(Cursor cursor) {
        if (cursor.reader.next()) {
            next.add(cursor);
        } else {
            cursor.reader.close();
        }
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
        return !next.isEmpty();
    }

    @Override
    public TapeQuote next() {
        Cursor cursor = next.poll();
        if (cursor == null) {
            throw new NoSuchElementException("the tape has ended");
        }
        TapeQuote quote =
                new TapeQuote(cursor.reader.timeMillis(), cursor.source, cursor.underlying, cursor.reader.priceUnits());
        advance(cursor);
        return quote;
    }

    @Override
    public void close() {
        next.clear();
        cursors.forEach(cursor -> cursor.reader.close());
    }
}
