package io.breakwater.core.oracle;

/** Why a source has no part in a price, or why its quote is refused (risk model B.9, steps 1 and 3). */
public enum DropReason {
    /** The source has not quoted yet. */
    MISSING,
    /** Its quote is older than its own staleness. */
    STALE,
    /** Its quote claims to be from further in the future than clocks may differ. */
    EARLY,
    /** Its price is zero or negative where the underlying's cannot be. */
    NON_POSITIVE,
    /** Its confidence is wider than the feed allows. */
    UNCERTAIN,
    /** Its price is too many scales away from the median of all. */
    OUTLIER,
    /** The quote's sequence is not higher than one already taken. */
    SEQUENCE,
    /** No source of that name is configured. */
    UNKNOWN_SOURCE;

    /** Whether the source took part in the first median: an outlier is present, only not believed. */
    boolean isPresent() {
        return this == OUTLIER;
    }
}
