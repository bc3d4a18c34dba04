package io.breakwater.core.margin;

import java.math.BigDecimal;

/**
 * A number as the unevaluated sum of two doubles, some 31 significant digits: what option values are computed in, so that
 * a forward of 1e12 still has its eighth decimal.
 *
 * <p>The algorithms are Dekker's and Knuth's error-free sums and products, as in Hida, Li and Bailey's QD. Only +, -, *, /,
 * fma, sqrt and {@link StrictMath} are used, so that every machine computes the same bits (invariant 8).
 *
 * @param hi the nearest double
 * @param lo what it leaves off, at most half a unit in its last place
 */
record DoubleDouble(double hi, double lo) {

    static final DoubleDouble ZERO = of(0);
    static final DoubleDouble ONE = of(1);
    static final DoubleDouble HALF = of(0.5);

    private static final DoubleDouble LN_2 = of(new BigDecimal("0.693147180559945309417232121458176568"));
    /** exp is reduced by this power of two, so that its series ends after a few terms. */
    private static final int EXP_HALVINGS = 9;

    private static final int EXP_TERMS = 9;
    /** Below this, e^x is under 1e-300 and counts as zero. */
    private static final double EXP_UNDERFLOW = -690;

    static DoubleDouble of(double value) {
        return new DoubleDouble(value, 0);
    }

    /** The nearest value of a decimal. */
    static DoubleDouble of(BigDecimal value) {
        double hi = value.doubleValue();
        return new DoubleDouble(hi, value.subtract(new BigDecimal(hi)).doubleValue());
    }

    /** The exact decimal of both parts. */
    BigDecimal toBigDecimal() {
        return new BigDecimal(hi).add(new BigDecimal(lo));
    }

    int signum() {
        return (int) Math.signum(hi);
    }

    DoubleDouble negate() {
        return new DoubleDouble(-hi, -lo);
    }

    DoubleDouble plus(DoubleDouble other) {
        DoubleDouble high = exactSum(hi, other.hi);
        DoubleDouble low = exactSum(lo, other.lo);
        DoubleDouble sum = normal(high.hi, high.lo + low.hi);
        return normal(sum.hi, sum.lo + low.lo);
    }

    DoubleDouble minus(DoubleDouble other) {
        return plus(other.negate());
    }

    DoubleDouble times(DoubleDouble other) {
        double product = hi * other.hi;
        double error = Math.fma(hi, other.hi, -product) + (hi * other.lo + lo * other.hi);
        return normal(product, error);
    }

    DoubleDouble times(double factor) {
        double product = hi * factor;
        return normal(product, Math.fma(hi, factor, -product) + lo * factor);
    }

    DoubleDouble dividedBy(DoubleDouble other) {
        double first = hi / other.hi;
        DoubleDouble rest = minus(other.times(first));
        double second = rest.hi / other.hi;
        rest = rest.minus(other.times(second));
        DoubleDouble sum = normal(first, second);
        return sum.plus(of(rest.hi / other.hi));
    }

    DoubleDouble dividedBy(double divisor) {
        double first = hi / divisor;
        double rest = Math.fma(-first, divisor, hi) + lo;
        return normal(first, rest / divisor);
    }

    DoubleDouble squared() {
        return times(this);
    }

    /** The square root of a number that is not negative: one Newton step on the double's root doubles its digits. */
    DoubleDouble sqrt() {
        if (hi == 0) {
            return ZERO;
        }
        double root = Math.sqrt(hi);
        DoubleDouble error = minus(exactSquare(root));
        return normal(root, error.hi / (2 * root));
    }

    /** e to this power: 2^k * (e^r)^512 with |r| under 0.0007, of which the Taylor series needs nine terms. */
    DoubleDouble exp() {
        if (hi < EXP_UNDERFLOW) {
            return ZERO;
        }
        int twos = (int) Math.rint(hi / LN_2.hi);
        DoubleDouble reduced = minus(LN_2.times(twos)).times(Math.scalb(1.0, -EXP_HALVINGS));
        DoubleDouble minusOne = ZERO;
        for (int n = EXP_TERMS; n >= 1; n--) {
            minusOne = minusOne.plus(ONE).times(reduced).dividedBy(n);
        }
        for (int i = 0; i < EXP_HALVINGS; i++) {
            // (1+x)^2 - 1, kept apart from the 1 so that small x lose no digits.
            minusOne = minusOne.times(2).plus(minusOne.squared());
        }
        DoubleDouble power = minusOne.plus(ONE);
        return new DoubleDouble(Math.scalb(power.hi, twos), Math.scalb(power.lo, twos));
    }

    /** The natural logarithm of a positive number: one Newton step {@code x + a*e^-x - 1} on the double's logarithm. */
    DoubleDouble log() {
        DoubleDouble guess = of(StrictMath.log(hi));
        return guess.plus(times(guess.negate().exp())).minus(ONE);
    }

    /** This number, positive, to a power. */
    DoubleDouble pow(DoubleDouble exponent) {
        return log().times(exponent).exp();
    }

    private static DoubleDouble exactSquare(double a) {
        double product = a * a;
        return new DoubleDouble(product, Math.fma(a, a, -product));
    }

    private static DoubleDouble exactSum(double a, double b) {
        double sum = a + b;
        double taken = sum - a;
        return new DoubleDouble(sum, (a - (sum - taken)) + (b - taken));
    }

    /** The same sum with the parts in order; {@code high} is not the smaller of the two. */
    private static DoubleDouble normal(double high, double low) {
        double sum = high + low;
        return new DoubleDouble(sum, low - (sum - high));
    }
}
