package io.breakwater.core.liquidation;

import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;

/**
 * An exact quotient of two decimals, for results that no decimal can hold: it is compared by cross multiplication and
 * rounded once, when it becomes a quantity or is shown (risk model B.1).
 *
 * @param numerator of either sign
 * @param denominator positive
 */
public record Ratio(BigDecimal numerator, BigDecimal denominator) implements Comparable<Ratio> {

    /** Refuses a denominator that is not positive. */
    public Ratio {
        if (denominator.signum() <= 0) {
            throw new IllegalArgumentException("denominator " + denominator.toPlainString() + " is not positive");
        }
    }

    /** A decimal as a ratio. */
    public static Ratio of(BigDecimal value) {
        return new Ratio(value, BigDecimal.ONE);
    }

    /** This times a decimal, exact. */
    public Ratio times(BigDecimal factor) {
        return new Ratio(numerator.multiply(factor), denominator);
    }

    /** This plus a decimal, exact. */
    public Ratio plus(BigDecimal addend) {
        return new Ratio(numerator.add(addend.multiply(denominator)), denominator);
    }

    /**
     * This divided by a positive decimal, exact.
     *
     * @throws IllegalArgumentException when the divisor is not positive
     */
    public Ratio dividedBy(BigDecimal divisor) {
        return new Ratio(numerator, denominator.multiply(divisor));
    }

    /** The nearest decimal of a number of places in the named direction. */
    public BigDecimal rounded(int decimals, Rounding rounding) {
        return numerator.divide(denominator, decimals, rounding.mode());
    }

    /** The nearest whole multiple of a positive step, such as a lot, in the named direction. */
    public BigDecimal toMultipleOf(BigDecimal step, Rounding rounding) {
        return dividedBy(step).rounded(0, rounding).multiply(step);
    }

    /** How this compares with a decimal, exact. */
    public int compareTo(BigDecimal other) {
        return numerator.compareTo(other.multiply(denominator));
    }

    /** Numerical order; unlike {@code equals}, two spellings of one value compare as 0. */
    @Override
    public int compareTo(Ratio other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }
}
