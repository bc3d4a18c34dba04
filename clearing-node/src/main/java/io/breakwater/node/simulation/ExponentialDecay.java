package io.breakwater.node.simulation;

import io.breakwater.core.money.Int128;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Halves a quantity every half life, in integers.
 *
 * <p>{@code v*2^(-t/h)}: whole half lives by division, the rest from the bits of its fraction, bit k with the factor
 * {@code 2^(-2^-k)}. The factors are square roots of a half, of the factor before, and so on, to 1e-12. The fraction
 * is cut to 24 bits, so the result is off by under 5e-8 of itself and a few units.
 */
final class ExponentialDecay {

    private static final int FRACTION_BITS = 24;
    private static final int MAX_HALVINGS = 62;

    private final long halfLifeMillis;
    private final long[] factorUnits = new long[FRACTION_BITS];

    /**
     * A decay.
     *
     * @param halfLifeMillis from 1 ms to a year
     */
    ExponentialDecay(long halfLifeMillis) {
        if (halfLifeMillis < 1 || halfLifeMillis > 31_536_000_000L) {
            throw new IllegalArgumentException("half life of " + halfLifeMillis + " ms is not from 1 ms to a year");
        }
        this.halfLifeMillis = halfLifeMillis;
        BigDecimal factor = new BigDecimal("0.5");
        for (int k = 0; k < FRACTION_BITS; k++) {
            factor = factor.sqrt(MathContext.DECIMAL64);
            factorUnits[k] = Rate.rounded(factor, Rounding.HALF_EVEN).units();
        }
    }

    /** What is left of a value after a time; as much of a negative one as of a positive. */
    long after(long value, long elapsedMillis) {
        long halvings = elapsedMillis / halfLifeMillis;
        if (value == 0 || halvings > MAX_HALVINGS) {
            return 0;
        }
        long fraction = ((elapsedMillis % halfLifeMillis) << FRACTION_BITS) / halfLifeMillis;
        long left = value / (1L << halvings);
        for (int k = 0; k < FRACTION_BITS; k++) {
            if ((fraction >> (FRACTION_BITS - 1 - k) & 1) == 1) {
                left = Int128.product(left, factorUnits[k]).dividedBy(Rate.ONE.units(), Rounding.HALF_EVEN);
            }
        }
        return left;
    }
}
