package io.breakwater.core.money;

import java.math.BigDecimal;

/**
 * A signed amount of an instrument or of a collateral asset in units of 1e-8: positive is long, negative short.
 *
 * @param units 1e-8 of one contract or coin
 */
public record Quantity(long units) implements Comparable<Quantity> {

    /** Decimals of a quantity. */
    public static final int SCALE = 8;

    /** Zero. */
    public static final Quantity ZERO = new Quantity(0);

    /**
     * Reads a plain decimal such as {@code -12.5}.
     *
     * @throws IllegalArgumentException for other text or more than 8 decimals
     * @throws ValueOverflowException when the value does not fit 64 bits
     */
    public static Quantity of(String decimal) {
        return new Quantity(Decimals.parse("quantity", decimal, SCALE));
    }

    /**
     * The quantity of an exact decimal.
     *
     * @throws IllegalArgumentException for more than 8 decimals
     * @throws ValueOverflowException when the value does not fit 64 bits
     */
    public static Quantity of(BigDecimal exact) {
        return new Quantity(Decimals.scaled("quantity", exact, SCALE));
    }

    /**
     * The quantity nearest to an exact decimal, in the named direction.
     *
     * @throws ValueOverflowException when the value does not fit 64 bits
     */
    public static Quantity rounded(BigDecimal exact, Rounding rounding) {
        return new Quantity(Decimals.rounded("quantity", exact, SCALE, rounding));
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
    public Quantity plus(Quantity other) {
        return new Quantity(Decimals.add("quantity", units, other.units));
    }

    /**
     * The difference.
     *
     * @throws ValueOverflowException when it does not fit 64 bits
     */
    public Quantity minus(Quantity other) {
        return new Quantity(Decimals.subtract("quantity", units, other.units));
    }

    /**
     * The value with the opposite sign.
     *
     * @throws ValueOverflowException when it does not fit 64 bits
     */
    public Quantity negate() {
        return new Quantity(Decimals.negate("quantity", units));
    }

    /** The magnitude. */
    public Quantity abs() {
        return units < 0 ? negate() : this;
    }

    /** -1, 0 or 1. */
    public int signum() {
        return Long.signum(units);
    }

    /** The smaller of two. */
    public Quantity min(Quantity other) {
        return units <= other.units ? this : other;
    }

    /** The larger of two. */
    public Quantity max(Quantity other) {
        return units >= other.units ? this : other;
    }

    /** Whether the quantity is a whole number of lots. */
    public boolean isWholeLots(Quantity lot) {
        return units % lot.units == 0;
    }

    /**
     * The magnitude rounded to whole lots, with the sign kept: UP is away from zero, DOWN toward it.
     *
     * @throws ValueOverflowException when the result does not fit 64 bits
     */
    public Quantity toLots(Quantity lot, Rounding rounding) {
        long lots = Int128.of(abs().units).dividedBy(lot.units, rounding);
        long magnitude = Int128.product(lots, lot.units).dividedBy(1, Rounding.DOWN);
        return new Quantity(units < 0 ? -magnitude : magnitude);
    }

    @Override
    public int compareTo(Quantity other) {
        return Long.compare(units, other.units);
    }

    /** The plain decimal, without trailing zeros. */
    @Override
    public String toString() {
        return Decimals.format(units, SCALE);
    }
}
