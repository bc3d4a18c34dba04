package io.breakwater.core.money;

import java.math.BigDecimal;

/**
 * An amount of the settlement currency in millionths (risk model B.1): cash, quote, fees, deficits. Signed.
 *
 * @param units millionths of the settlement currency
 */
public record Money(long units) implements Comparable<Money> {

    /** Decimals of a money. */
    public static final int SCALE = 6;

    /** Zero. */
    public static final Money ZERO = new Money(0);

    /**
     * Reads a plain decimal such as {@code -12.5}.
     *
     * @throws IllegalArgumentException for other text or more than 6 decimals
     * @throws ValueOverflowException when the value does not fit 64 bits
     */
    public static Money of(String decimal) {
        return new Money(Decimals.parse("money", decimal, SCALE));
    }

    /**
     * The money of an exact decimal.
     *
     * @throws IllegalArgumentException for more than 6 decimals
     * @throws ValueOverflowException when the value does not fit 64 bits
     */
    public static Money of(BigDecimal exact) {
        return new Money(Decimals.scaled("money", exact, SCALE));
    }

    /**
     * The money nearest to an exact decimal, in the named direction.
     *
     * @throws ValueOverflowException when the value does not fit 64 bits
     */
    public static Money rounded(BigDecimal exact, Rounding rounding) {
        return new Money(Decimals.rounded("money", exact, SCALE, rounding));
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
    public Money plus(Money other) {
        return new Money(Decimals.add("money", units, other.units));
    }

    /**
     * The difference.
     *
     * @throws ValueOverflowException when it does not fit 64 bits
     */
    public Money minus(Money other) {
        return new Money(Decimals.subtract("money", units, other.units));
    }

    /**
     * The value with the opposite sign.
     *
     * @throws ValueOverflowException when it does not fit 64 bits
     */
    public Money negate() {
        return new Money(Decimals.negate("money", units));
    }

    /** The magnitude. */
    public Money abs() {
        return units < 0 ? negate() : this;
    }

    /** -1, 0 or 1. */
    public int signum() {
        return Long.signum(units);
    }

    /** The smaller of two. */
    public Money min(Money other) {
        return units <= other.units ? this : other;
    }

    /** The larger of two. */
    public Money max(Money other) {
        return units >= other.units ? this : other;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(units, other.units);
    }

    /** The plain decimal, without trailing zeros. */
    @Override
    public String toString() {
        return Decimals.format(units, SCALE);
    }
}
