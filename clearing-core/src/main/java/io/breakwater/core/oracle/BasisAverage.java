package io.breakwater.core.oracle;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The time-weighted moving average of the basis (own book over index), as a pair that forgets exponentially, so samples
 * may come at any distance (risk model B.9, G26).
 *
 * <pre>
 *   numerator'   = numerator*e^(-t/tau) + sample*t
 *   denominator' = denominator*e^(-t/tau) + t          average = numerator/denominator
 * </pre>
 *
 * <p>Exact decimals, each result rounded half even to {@value #STATE_DECIMALS} decimals; e^x by its series in
 * {@link #PRECISION}. No floating point.
 *
 * @param numerator currency times seconds
 * @param denominator seconds, at least 0; 0 before the first sample
 */
public record BasisAverage(BigDecimal numerator, BigDecimal denominator) {

    /** Before the first sample. */
    public static final BasisAverage NONE = new BasisAverage(BigDecimal.ZERO, BigDecimal.ZERO);

    /** Working precision of e^x and of the quotient: 34 digits, half even. */
    public static final MathContext PRECISION = MathContext.DECIMAL128;

    private static final int STATE_DECIMALS = 24;
    private static final int AVERAGE_DECIMALS = 12;
    private static final BigDecimal NEGLIGIBLE = new BigDecimal("1E-30");
    /** e^-70 is below 1e-30: beyond it nothing of the past is left. */
    private static final BigDecimal FORGOTTEN = new BigDecimal("70");

    /** Refuses a negative denominator. */
    public BasisAverage {
        if (denominator.signum() < 0) {
            throw new IllegalArgumentException("basis denominator " + denominator + " is negative");
        }
    }

    /**
     * The average after a sample.
     *
     * @param sample the basis seen, in currency
     * @param seconds time since the sample before, positive
     * @param tauSeconds time constant, positive
     * @throws IllegalArgumentException naming the field, its value and its limit
     */
    public BasisAverage with(BigDecimal sample, BigDecimal seconds, BigDecimal tauSeconds) {
        if (seconds.signum() <= 0 || tauSeconds.signum() <= 0) {
            throw new IllegalArgumentException(
                    "seconds " + seconds + " and tauSeconds " + tauSeconds + " must be positive");
        }
        BigDecimal memory = exponential(seconds.divide(tauSeconds, PRECISION));
        return new BasisAverage(
                state(numerator.multiply(memory).add(sample.multiply(seconds))),
                state(denominator.multiply(memory).add(seconds)));
    }

    /** The average to 12 decimals, half even; zero before the first sample. */
    public BigDecimal average() {
        return denominator.signum() == 0
                ? BigDecimal.ZERO
                : numerator.divide(denominator, PRECISION).setScale(AVERAGE_DECIMALS, RoundingMode.HALF_EVEN);
    }

    /** e^(-x) for x at least 0: the alternating series after halving x until it is below one, then squared back. */
    private static BigDecimal exponential(BigDecimal x) {
        if (x.compareTo(FORGOTTEN) > 0) {
            return BigDecimal.ZERO;
        }
        int halvings = 0;
        BigDecimal reduced = x;
        while (reduced.compareTo(BigDecimal.ONE) > 0) {
            reduced = reduced.divide(BigDecimal.valueOf(2), PRECISION);
            halvings++;
        }
        BigDecimal power = series(reduced);
        for (int i = 0; i < halvings; i++) {
            power = power.multiply(power, PRECISION);
        }
        return power;
    }

    private static BigDecimal series(BigDecimal x) {
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int n = 1; term.abs().compareTo(NEGLIGIBLE) > 0; n++) {
            term = term.multiply(x, PRECISION).divide(BigDecimal.valueOf(-n), PRECISION);
            sum = sum.add(term, PRECISION);
        }
        return sum;
    }

    private static BigDecimal state(BigDecimal value) {
        return value.setScale(STATE_DECIMALS, RoundingMode.HALF_EVEN);
    }
}
