package io.breakwater.core.instrument;

import java.math.BigDecimal;

/**
 * A health threshold as a fraction, so that it is compared by cross multiplication and never as a rounded ratio: health
 * is below it exactly when {@code E*denominator < numerator*MM} (risk model B.1).
 *
 * @param numerator positive
 * @param denominator positive
 */
public record Threshold(long numerator, long denominator) {

    /** Refuses parts that are not positive. */
    public Threshold {
        if (numerator <= 0 || denominator <= 0) {
            throw new IllegalArgumentException("threshold " + numerator + "/" + denominator + " is not positive");
        }
    }

    /** Whether equity over maintenance margin is strictly below the threshold. */
    public boolean isHealthBelow(BigDecimal equity, BigDecimal maintenance) {
        return slack(equity, maintenance).signum() < 0;
    }

    /** {@code E*denominator - numerator*MM}: negative exactly when health is below the threshold. */
    public BigDecimal slack(BigDecimal equity, BigDecimal maintenance) {
        return equity.multiply(BigDecimal.valueOf(denominator))
                .subtract(maintenance.multiply(BigDecimal.valueOf(numerator)));
    }

    /** Whether this threshold is strictly the higher one. */
    public boolean isAbove(Threshold other) {
        return isHealthBelow(BigDecimal.valueOf(other.numerator), BigDecimal.valueOf(other.denominator));
    }

    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }
}
