package io.breakwater.core.risk;

import java.util.Arrays;

/**
 * The holders of one symbol in one segment, in columns: whose slack, on which line, how much, with what quote, and where
 * the same account's next row is. A row's line is exact while its size stays on the same side of every edge; a price at
 * which {@link NearestSizes} shows that this may have changed puts the block's rows on their new lines first.
 */
final class Rows {

    private static final int FIRST_CAPACITY = 8;

    private char[] watch = new char[FIRST_CAPACITY];
    private char[] line = new char[FIRST_CAPACITY];
    private long[] quantity = new long[FIRST_CAPACITY];
    private long[] quoteMicros = new long[FIRST_CAPACITY];
    private int[] nextLink = new int[FIRST_CAPACITY];
    private int size;
    private final NearestSizes nearest = new NearestSizes();

    int size() {
        return size;
    }

    int watch(int row) {
        return watch[row];
    }

    int line(int row) {
        return line[row];
    }

    long quantity(int row) {
        return quantity[row];
    }

    long quoteMicros(int row) {
        return quoteMicros[row];
    }

    int nextLink(int row) {
        return nextLink[row];
    }

    void setNextLink(int row, int link) {
        nextLink[row] = link;
    }

    /** Appends a row and returns its number. */
    int append(int ofWatch, int onLine, long units, long quote, int link, LineTable table) {
        if (size == watch.length) {
            grow(size + Math.max(FIRST_CAPACITY, size >> 3));
        }
        watch[size] = (char) ofWatch;
        line[size] = (char) onLine;
        quantity[size] = units;
        quoteMicros[size] = quote;
        nextLink[size] = link;
        if (nearest.edges() != table.edges().length) {
            nearest.reset(table.edges().length);
        }
        nearest.note(size, Math.abs(units), table.edges());
        return size++;
    }

    private void grow(int capacity) {
        watch = Arrays.copyOf(watch, capacity);
        line = Arrays.copyOf(line, capacity);
        quantity = Arrays.copyOf(quantity, capacity);
        quoteMicros = Arrays.copyOf(quoteMicros, capacity);
        nextLink = Arrays.copyOf(nextLink, capacity);
    }

    /** Drops the last row. */
    void dropLast() {
        size--;
    }

    /** Copies the last row over another. */
    void copyLastTo(int row, LineTable table) {
        int last = size - 1;
        watch[row] = watch[last];
        line[row] = line[last];
        quantity[row] = quantity[last];
        quoteMicros[row] = quoteMicros[last];
        nextLink[row] = nextLink[last];
        nearest.note(row, Math.abs(quantity[row]), table.edges());
    }

    /** Moves every slack from one price to the next; both tables have the same lines. */
    void move(long[] slack, LineTable from, LineTable to, long[] below) {
        for (int block = 0; block * NearestSizes.BLOCK_ROWS < size; block++) {
            if (nearest.mayCross(block, to.edges())) {
                reline(block, slack, from, to);
            }
        }
        SlackColumns.move(
                slack, watch, line, quantity, size, from.factors(), from.lift(), to.factors(), to.lift(), below);
    }

    /** Puts the rows of a block whose piece changes on their new line, still at the old price. */
    private void reline(int block, long[] slack, LineTable from, LineTable to) {
        nearest.resetBlock(block);
        int end = Math.min(size, (block + 1) * NearestSizes.BLOCK_ROWS);
        for (int row = block * NearestSizes.BLOCK_ROWS; row < end; row++) {
            long q = quantity[row];
            int old = line[row];
            int now = to.lineOf(to.lines().watchOf(old), q);
            if (now != old) {
                slack[watch[row]] += from.contribution(q, now) - from.contribution(q, old);
                line[row] = (char) now;
            }
            nearest.note(row, Math.abs(q), to.edges());
        }
    }

    /** Takes every contribution out of its slack, and leaves the row's watch where its line was. */
    void detach(long[] slack, LineTable table) {
        for (int row = 0; row < size; row++) {
            slack[watch[row]] -= table.contribution(quantity[row], line[row]);
            line[row] = (char) table.lines().watchOf(line[row]);
        }
    }

    /** Puts every contribution back on the lines of another table. */
    void attach(long[] slack, LineTable table) {
        nearest.reset(table.edges().length);
        for (int row = 0; row < size; row++) {
            long q = quantity[row];
            line[row] = (char) table.lineOf(line[row], q);
            slack[watch[row]] += table.contribution(q, line[row]);
            nearest.note(row, Math.abs(q), table.edges());
        }
    }

    /** Lowers the quote of a row. */
    void charge(int row, long micros) {
        quoteMicros[row] -= micros;
    }

    /** Bytes of its columns. */
    long bytes() {
        return watch.length * (2L + 2 + 8 + 8 + 4) + nearest.bytes();
    }
}
