package io.breakwater.core.risk;

import java.util.Arrays;
import java.util.List;

/**
 * The rows of a segment by symbol, and the chain of each account through them, so that an account is taken out without a
 * search. A link is {@code symbol << 16 | row}.
 */
final class RowChains {

    private static final int NO_LINK = -1;
    private static final int ROW_BITS = 16;
    private static final int ROW_MASK = (1 << ROW_BITS) - 1;

    private final int[] firstLink;
    private Rows[] rowsBySymbol = new Rows[0];

    RowChains(int slots) {
        firstLink = new int[slots];
        Arrays.fill(firstLink, NO_LINK);
    }

    /** The rows of a symbol, or null when nobody here holds it. */
    Rows rowsOrNull(Symbol symbol) {
        return symbol.number() < rowsBySymbol.length ? rowsBySymbol[symbol.number()] : null;
    }

    /** Appends a row of a slot's account. */
    void append(int slot, int watch, int line, ColumnDraft.Row row, boolean isBetter) {
        Symbol symbol = row.symbol();
        if (symbol.number() >= rowsBySymbol.length) {
            rowsBySymbol = Arrays.copyOf(rowsBySymbol, symbol.number() + 1);
        }
        if (rowsBySymbol[symbol.number()] == null) {
            rowsBySymbol[symbol.number()] = new Rows();
        }
        int number = rowsBySymbol[symbol.number()].append(
                watch, line, row.units(), row.quote(isBetter), firstLink[slot], symbol.table());
        firstLink[slot] = symbol.number() << ROW_BITS | number;
    }

    /** Removes every row of a slot's account; the last row of each symbol takes its place. */
    void removeAll(int slot, List<Symbol> symbols) {
        while (firstLink[slot] != NO_LINK) {
            int link = firstLink[slot];
            firstLink[slot] = nextOf(link);
            remove(link, symbols.get(link >>> ROW_BITS));
        }
    }

    private void remove(int link, Symbol symbol) {
        Rows rows = rowsBySymbol[symbol.number()];
        int row = link & ROW_MASK;
        int last = rows.size() - 1;
        if (row != last) {
            int movedSlot = rows.watch(last) % firstLink.length;
            relink(movedSlot, symbol.number() << ROW_BITS | last, link);
            rows.copyLastTo(row, symbol.table());
        }
        rows.dropLast();
    }

    private void relink(int slot, int from, int to) {
        if (firstLink[slot] == from) {
            firstLink[slot] = to;
            return;
        }
        int link = firstLink[slot];
        while (nextOf(link) != from) {
            link = nextOf(link);
        }
        rowsBySymbol[link >>> ROW_BITS].setNextLink(link & ROW_MASK, to);
    }

    private int nextOf(int link) {
        return rowsBySymbol[link >>> ROW_BITS].nextLink(link & ROW_MASK);
    }

    /** How far the rows of an account may put its slack below the true one (see {@link Segment}). */
    long uncertaintyMicros(int slot, long equityFactor, List<Symbol> symbols) {
        long micros = 0;
        for (int link = firstLink[slot]; link != NO_LINK; link = nextOf(link)) {
            int charges = symbols.get(link >>> ROW_BITS).chargesSeen();
            micros += 3 + 4 * equityFactor * HaircutCharge.allowanceMicros(charges);
        }
        return micros;
    }

    /** Bytes of its columns. */
    long bytes() {
        long bytes = 4L * firstLink.length;
        for (Rows rows : rowsBySymbol) {
            bytes += rows == null ? 0 : rows.bytes();
        }
        return bytes;
    }
}
