package io.breakwater.core.risk;

/**
 * How large a risk book may grow; every list and column in it is bounded by these.
 *
 * @param maxAccounts accounts it may watch or expect; one more is refused
 * @param maxSymbols instruments and collateral assets with holders, at most 32,767; an account with one more is revalued
 *     whole
 * @param maxRowsAnAccount holdings of one account in columns, at most 32 so that no sum can overflow; an account with
 *     more is revalued whole
 * @param slotsASegment accounts whose columns lie together, at most 32,768; small enough for the second-level cache
 */
public record BookLimits(int maxAccounts, int maxSymbols, int maxRowsAnAccount, int slotsASegment) {

    private static final int MOST_SYMBOLS = 32_767;
    private static final int MOST_ROWS = 32;
    private static final int MOST_SLOTS = 32_768;

    /** Refuses limits that the columns cannot hold. */
    public BookLimits {
        requireWithin("maxAccounts", maxAccounts, 1 << 28);
        requireWithin("maxSymbols", maxSymbols, MOST_SYMBOLS);
        requireWithin("maxRowsAnAccount", maxRowsAnAccount, MOST_ROWS);
        requireWithin("slotsASegment", slotsASegment, MOST_SLOTS);
    }

    /** Two million accounts, 1,024 symbols, 32 rows an account, 16,384 slots a segment. */
    public static BookLimits defaults() {
        return new BookLimits(2_000_000, 1_024, MOST_ROWS, 16_384);
    }

    private static void requireWithin(String field, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(field + " " + value + " is not in [1, " + most + "]");
        }
    }
}
