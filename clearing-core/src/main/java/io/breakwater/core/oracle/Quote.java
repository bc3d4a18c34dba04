package io.breakwater.core.oracle;

import io.breakwater.core.money.Price;

/**
 * What one source says of a symbol at one moment.
 *
 * <p>Two quotes of a source are ordered by their sequence alone; their times only decide how fresh they are, so equal
 * times are ordinary and a late quote (an earlier time under a higher sequence) replaces the one before it and ages from
 * its own time.
 *
 * @param source name of the source, as configured
 * @param price price in units of 1e-8, at most {@link #LARGEST_UNITS} in magnitude
 * @param confidence half-width of the price as the source states it, at least 0
 * @param timeMillis when the source made it, UTC epoch milliseconds
 * @param sequence rising number within the source
 */
public record Quote(String source, Price price, Price confidence, long timeMillis, long sequence) {

    /**
     * The largest magnitude of a price or confidence, 2^53 units (90,071,992.54): every sum over a window and every
     * doubled or fourfold price of the aggregation then fits 64 bits.
     */
    public static final long LARGEST_UNITS = 1L << 53;

    private static final long LARGEST_TIME_MILLIS = 1L << 53;

    /**
     * Refuses what the arithmetic cannot carry.
     *
     * @throws IllegalArgumentException naming the field, its value and its limit
     */
    public Quote {
        if (source.isBlank()) {
            throw new IllegalArgumentException("quote source is blank");
        }
        requireWithin("price units of " + source, price.units(), -LARGEST_UNITS, LARGEST_UNITS);
        requireWithin("confidence units of " + source, confidence.units(), 0, LARGEST_UNITS);
        requireWithin("timeMillis of " + source, timeMillis, 0, LARGEST_TIME_MILLIS);
        requireWithin("sequence of " + source, sequence, 0, Long.MAX_VALUE);
    }

    private static void requireWithin(String field, long value, long lowest, long highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(
                    "quote " + field + " is " + value + ", outside [" + lowest + ", " + highest + "]");
        }
    }
}
