package io.breakwater.core.instrument;

import java.math.BigDecimal;

/**
 * Where open interest begins to raise the initial rate and where it reaches 1 (risk model B.5). It never touches
 * maintenance.
 *
 * @param lower open interest in the settlement currency up to which the base rate holds
 * @param upper open interest at which the initial rate is 1; above {@code lower}
 */
public record OpenInterestCaps(BigDecimal lower, BigDecimal upper) {

    /** Refuses caps that do not rise. */
    public OpenInterestCaps {
        if (lower.signum() < 0 || upper.compareTo(lower) <= 0) {
            throw new IllegalArgumentException("open interest caps " + lower.toPlainString() + " to "
                    + upper.toPlainString() + " must rise from at least 0");
        }
    }
}
