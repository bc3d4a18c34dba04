package io.breakwater.core.instrument;

import java.math.BigDecimal;

/**
 * The smallest steps of an underlying.
 *
 * @param lot quantities booked are whole multiples of it; positive
 * @param tick prices shown are whole multiples of it; positive
 */
public record Increments(BigDecimal lot, BigDecimal tick) {

    /** Refuses steps that are not positive. */
    public Increments {
        if (lot.signum() <= 0 || tick.signum() <= 0) {
            throw new IllegalArgumentException(
                    "lot " + lot.toPlainString() + " and tick " + tick.toPlainString() + " must be positive");
        }
    }
}
