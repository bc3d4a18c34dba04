package io.breakwater.core.instrument;

import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import java.math.BigDecimal;

/**
 * The smallest steps of an underlying.
 *
 * @param lot quantities booked are whole multiples of it; positive
 * @param tick prices shown are whole multiples of it; positive
 */
public record Increments(BigDecimal lot, BigDecimal tick) {

    /** Refuses steps that are not positive, or finer than a quantity or a price can be. */
    public Increments {
        if (lot.signum() <= 0 || tick.signum() <= 0) {
            throw new IllegalArgumentException(
                    "lot " + lot.toPlainString() + " and tick " + tick.toPlainString() + " must be positive");
        }
        Quantity.of(lot);
        Price.of(tick);
    }
}
