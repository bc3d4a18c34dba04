package io.breakwater.core.risk;

/** What became of an exposure sent to the book. */
public sealed interface ExposureAnswer {

    /**
     * It is watched from now on.
     *
     * @param version the version in force
     * @param inColumns whether its slack is moved in columns; otherwise it is revalued whole
     */
    record Watched(long version, boolean inColumns) implements ExposureAnswer {}

    /**
     * An older version than the one in force; nothing changed.
     *
     * @param version the version that came
     * @param newest the version in force
     */
    record Outdated(long version, long newest) implements ExposureAnswer {}

    /**
     * Kept, but unwatched until the market shows what it needs.
     *
     * @param missing what is missing
     */
    record AwaitingMarket(String missing) implements ExposureAnswer {}

    /**
     * The book is full; the account is not watched here.
     *
     * @param accounts accounts the book holds
     * @param limit the most it may hold ({@link BookLimits#maxAccounts})
     */
    record RefusedFull(int accounts, int limit) implements ExposureAnswer {}
}
