package io.breakwater.core.money;

import java.math.BigDecimal;

/**
 * A pure number in units of 1e-12: margin rates, fees, haircuts, weights, volatilities.
 *
 * @param units 1e-12
 */
public record Rate(long units) implements Comparable<Rate> {

    /** Decimals of a rate. */
    public static final int SCALE = 12;

    /** Zero. */
    public static final Rate ZERO = new Rate(0);

    /** One. */
    public static final Rate ONE = new Rate(1_000_000_000_000L);

    /**
     * Reads a plain decimal such as {@code -12.5}.
     *
     * @throws IllegalArgumentException for other text or more than 12 decimals
     * @throws ValueOverflowException when the value does not fit 64 bits
     */
    public static Rate of(String decimal) {
        return new Rate(Decimals.parse("rate", decimal, SCALE));
    }

    /**
     * The rate of an exact decimal.
     *
     * @throws IllegalArgumentException for more than 12 decimals
     * @throws ValueOverflowException when the value does not fit 64 bits
     */
    public static Rate of(BigDecimal exact) {
        return new Rate(Decimals.scaled("rate", exact, SCALE));
    }

    /**
     * The rate nearest to an exact decimal, in the named direction.
     *
     * @throws ValueOverflowException when the value does not fit 64 bits
     */
    public static Rate rounded(BigDecimal exact, Rounding rounding) {
        return new Rate(Decimals.rounded("rate", exact, SCALE, rounding));
    }

    /** The value as an exact decimal. */
    public BigDecimal exact() {
        return BigDecimal.valueOf(units, SCALE);
    }

    /**
     * The sum.
     *
     * @throws ValueOverflowException when it does not fit 64 bits
     */
    public Rate plus(Rate other) {
        return new Rate(Decimals.add("rate", units, other.units));
    }

    /**
     * The difference.
     *
     * @throws ValueOverflowException when it does not fit 64 bits
     */
    public Rate minus(Rate other) {
        return new Rate(Decimals.subtract("rate", units, other.units));
    }

    /**
     * The value with the opposite sign.
     *
     * @throws ValueOverflowException when it does not fit 64 bits
     */
    public Rate negate() {
        return new Rate(Decimals.negate("rate", units));
    }

    /** The magnitude. */
    public Rate abs() {
        return units < 0 ? negate() : this;
    }

    /** -1, 0 or 1. */
    public int signum() {
        return Long.signum(units);
    }

    /** The smaller of two. */
    public Rate min(Rate other) {
        return units <= other.units ? this : other;
    }

    /** The larger of two. */
    public Rate max(Rate other) {
        return units >= other.units ? this : other;
    }

    /**
     * The share of an amount, rounded once in the named direction.
     *
     * @throws ValueOverflowException when the result does not fit money
     */
    public Money of(Money amount, Rounding rounding) {
        return new Money(Int128.product(units, amount.units()).dividedBy(ONE.units, rounding));
    }

    /** Whether the rate lies in [0, 1]. */
    public boolean isFraction() {
        return units >= 0 && units <= ONE.units;
    }

    @Override
    public int compareTo(Rate other) {
        return Long.compare(units, other.units);
    }

    /** The plain decimal, without trailing zeros. */
    @Override
    public String toString() {
        return Decimals.format(units, SCALE);
    }
}
