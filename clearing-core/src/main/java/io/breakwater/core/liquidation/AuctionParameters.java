package io.breakwater.core.liquidation;

import java.math.BigDecimal;

/**
 * How the discount of a keeper auction grows (risk model B.10).
 *
 * @param firstDiscount share of the mark given away when the auction opens
 * @param lastDiscountOfMaintenance the final discount as a share of the maintenance rate, so that it stays inside MM
 * @param rampMillis time from the first to the final discount
 */
public record AuctionParameters(BigDecimal firstDiscount, BigDecimal lastDiscountOfMaintenance, long rampMillis) {

    /** Refuses discounts outside [0, 1) and a ramp that is not positive. */
    public AuctionParameters {
        requireShare("firstDiscount", firstDiscount);
        requireShare("lastDiscountOfMaintenance", lastDiscountOfMaintenance);
        if (rampMillis <= 0) {
            throw new IllegalArgumentException("rampMillis " + rampMillis + " must be positive");
        }
    }

    private static void requireShare(String field, BigDecimal value) {
        if (value.signum() < 0 || value.compareTo(BigDecimal.ONE) >= 0) {
            throw new IllegalArgumentException(field + " " + value.toPlainString() + " is not in [0, 1)");
        }
    }

    /** The defaults of risk model B.10: 0.05 % to half the maintenance rate in 30 s. */
    public static AuctionParameters defaults() {
        return new AuctionParameters(new BigDecimal("0.0005"), new BigDecimal("0.5"), 30_000);
    }
}
