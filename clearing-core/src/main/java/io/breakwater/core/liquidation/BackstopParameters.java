package io.breakwater.core.liquidation;

import java.math.BigDecimal;

/**
 * What bounds the inventory of a backstop (risk model B.13).
 *
 * @param openInterestShare greatest share of a symbol's open interest that it holds, in [0, 1]
 */
public record BackstopParameters(BigDecimal openInterestShare) {

    /** Refuses a share outside [0, 1]. */
    public BackstopParameters {
        if (openInterestShare.signum() < 0 || openInterestShare.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException(
                    "openInterestShare " + openInterestShare.toPlainString() + " is not in [0, 1]");
        }
    }

    /** The defaults of risk model B.13: 10 % of open interest. */
    public static BackstopParameters defaults() {
        return new BackstopParameters(new BigDecimal("0.10"));
    }
}
