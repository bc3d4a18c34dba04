package io.breakwater.core.money;

import java.math.BigDecimal;

/**
 * The price of one contract or coin in the settlement currency, in units of 1e-8. It may be zero or negative where the underlying is flagged so (risk model B.6). It is also the unit of a cumulative funding index: currency for each unit of quantity.
 *
 * @param units 1e-8 of the settlement currency for one unit of quantity
 */
public record Price(long units) implements Comparable<Price> {

    /** Decimals of a price. */
    public static final int SCALE = 8;

    /** Zero. */
    public static final Price ZERO = new Price(0);

    /** Price units times quantity units, divided by this, are money units. */
    private static final long PRODUCT_PER_MONEY_UNIT = 10_000_000_000L;

    /**
     * Reads a plain decimal such as {@code -12.5}.
     *
     * @throws IllegalArgumentException for other text or more than 8 decimals
     * @throws ValueOverflowException when the value does not fit 64 bits
     */
    public static Price of(String decimal) {
        return new Price(Decimals.parse("price", decimal, SCALE));
    }

    /**
     * The price of an exact decimal.
     *
     * @throws IllegalArgumentException for more than 8 decimals
     * @throws ValueOverflowException when the value does not fit 64 bits
     */
    public static Price of(BigDecimal exact) {
        return new Price(Decimals.scaled("price", exact, SCALE));
    }

    /**
     * The price nearest to an exact decimal, in the named direction.
     *
     * @throws ValueOverflowException when the value does not fit 64 bits
     */
    public static Price rounded(BigDecimal exact, Rounding rounding) {
        return new Price(Decimals.rounded("price", exact, SCALE, rounding));
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
    public Price plus(Price other) {
        return new Price(Decimals.add("price", units, other.units));
    }

    /**
     * The difference.
     *
     * @throws ValueOverflowException when it does not fit 64 bits
     */
    public Price minus(Price other) {
        return new Price(Decimals.subtract("price", units, other.units));
    }

    /**
     * The value with the opposite sign.
     *
     * @throws ValueOverflowException when it does not fit 64 bits
     */
    public Price negate() {
        return new Price(Decimals.negate("price", units));
    }

    /** The magnitude. */
    public Price abs() {
        return units < 0 ? negate() : this;
    }

    /** -1, 0 or 1. */
    public int signum() {
        return Long.signum(units);
    }

    /** The smaller of two. */
    public Price min(Price other) {
        return units <= other.units ? this : other;
    }

    /** The larger of two. */
    public Price max(Price other) {
        return units >= other.units ? this : other;
    }

    /**
     * The value of a quantity at this price, rounded once in the named direction.
     *
     * @throws ValueOverflowException when the value does not fit money
     */
    public Money times(Quantity quantity, Rounding rounding) {
        return new Money(Int128.product(units, quantity.units()).dividedBy(PRODUCT_PER_MONEY_UNIT, rounding));
    }

    /** The exact value of a quantity at this price, in units of 1e-16 of the settlement currency. */
    public Int128 product(Quantity quantity) {
        return Int128.product(units, quantity.units());
    }

    /**
     * The nearest whole tick in the named direction.
     *
     * @throws ValueOverflowException when the result does not fit 64 bits
     */
    public Price toTick(Price tick, Rounding rounding) {
        long ticks = Int128.of(units).dividedBy(tick.units, rounding);
        return new Price(Int128.product(ticks, tick.units).dividedBy(1, Rounding.DOWN));
    }

    @Override
    public int compareTo(Price other) {
        return Long.compare(units, other.units);
    }

    /** The plain decimal, without trailing zeros. */
    @Override
    public String toString() {
        return Decimals.format(units, SCALE);
    }
}
