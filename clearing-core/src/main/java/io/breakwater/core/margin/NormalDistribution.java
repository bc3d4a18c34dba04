package io.breakwater.core.margin;

import java.math.BigDecimal;

/**
 * The standard normal distribution to some 30 decimals, absolute.
 *
 * <p>{@code N(x) = 1/2 + n(x)*(x + x^3/3 + x^5/(3*5) + ...)}: every term has the sign of x, so nothing cancels. A value of
 * an option only needs its absolute error to be small, so beyond 12 deviations (2e-33) the tail is cut.
 */
final class NormalDistribution {

    private static final double CUT = 12;
    private static final double NEGLIGIBLE = 1e-34;
    /** The term falls below {@link #NEGLIGIBLE} before this for every |x| up to {@link #CUT}. */
    private static final int MOST_TERMS = 500;

    private static final DoubleDouble INVERSE_SQRT_2_PI =
            DoubleDouble.of(new BigDecimal("0.398942280401432677939946059934381868"));

    private NormalDistribution() {}

    /** The density n(x). */
    static DoubleDouble density(DoubleDouble x) {
        return x.squared().times(-0.5).exp().times(INVERSE_SQRT_2_PI);
    }

    /** The probability N(x) of a value up to x. */
    static DoubleDouble cumulative(DoubleDouble x) {
        if (Math.abs(x.hi()) > CUT) {
            return x.signum() > 0 ? DoubleDouble.ONE : DoubleDouble.ZERO;
        }
        return series(x).times(density(x)).plus(DoubleDouble.HALF);
    }

    private static DoubleDouble series(DoubleDouble x) {
        DoubleDouble square = x.squared();
        DoubleDouble term = x;
        DoubleDouble sum = x;
        for (int odd = 3; odd < 2 * MOST_TERMS && Math.abs(term.hi()) > NEGLIGIBLE * Math.abs(sum.hi()); odd += 2) {
            term = term.times(square).dividedBy(odd);
            sum = sum.plus(term);
        }
        return sum;
    }
}
