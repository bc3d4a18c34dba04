package io.breakwater.core.money;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A signed 128-bit integer: the exact product of two longs and exact sums of such products.
 *
 * <p>The value is {@code high * 2^64 + unsigned(low)}. Products of longs cannot overflow; sums can, and are refused.
 *
 * @param high the upper 64 bits, signed
 * @param low the lower 64 bits, unsigned
 */
public record Int128(long high, long low) implements Comparable<Int128> {

    /** Zero. */
    public static final Int128 ZERO = new Int128(0, 0);

    private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

    /** The value of a long. */
    public static Int128 of(long value) {
        return new Int128(value >> 63, value);
    }

    /** The exact product of two longs; never overflows. */
    public static Int128 product(long a, long b) {
        return new Int128(Math.multiplyHigh(a, b), a * b);
    }

    /**
     * The sum.
     *
     * @throws ValueOverflowException when it needs more than 128 bits
     */
    public Int128 plus(Int128 other) {
        long sumLow = low + other.low;
        long carry = Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0;
        long sumHigh = high + other.high + carry;
        boolean sameSign = (high ^ other.high) >= 0;
        if (sameSign && (high ^ sumHigh) < 0) {
            throw new ValueOverflowException(this + " + " + other + " exceeds 128 bits");
        }
        return new Int128(sumHigh, sumLow);
    }

    /**
     * The difference.
     *
     * @throws ValueOverflowException when it needs more than 128 bits
     */
    public Int128 minus(Int128 other) {
        long differenceLow = low - other.low;
        long borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
        long differenceHigh = high - other.high - borrow;
        boolean otherSign = (high ^ other.high) < 0;
        if (otherSign && (high ^ differenceHigh) < 0) {
            throw new ValueOverflowException(this + " - " + other + " exceeds 128 bits");
        }
        return new Int128(differenceHigh, differenceLow);
    }

    /**
     * The value with the opposite sign.
     *
     * @throws ValueOverflowException for -2^127, which has no opposite
     */
    public Int128 negate() {
        if (high == Long.MIN_VALUE && low == 0) {
            throw new ValueOverflowException("-(" + this + ") exceeds 128 bits");
        }
        long negatedLow = -low;
        return new Int128(~high + (negatedLow == 0 ? 1 : 0), negatedLow);
    }

    /** -1, 0 or 1. */
    public int signum() {
        return high < 0 ? -1 : (high | low) == 0 ? 0 : 1;
    }

    /** Whether the value is also a long. */
    public boolean fitsLong() {
        return high == low >> 63;
    }

    /**
     * The quotient, rounded once in the named direction.
     *
     * @param divisor positive
     * @throws ValueOverflowException when the quotient is not a long; the message shows both numbers
     */
    public long dividedBy(long divisor, Rounding rounding) {
        if (divisor <= 0) {
            throw new IllegalArgumentException("divisor " + divisor + " is not positive");
        }
        return fitsLong() ? divide(low, divisor, rounding) : divideWide(divisor, rounding);
    }

    private static long divide(long dividend, long divisor, Rounding rounding) {
        long floor = Math.floorDiv(dividend, divisor);
        long remainder = Math.floorMod(dividend, divisor);
        if (remainder == 0) {
            return floor;
        }
        return switch (rounding) {
            case DOWN -> floor;
            case UP -> floor + 1;
            case HALF_EVEN -> {
                int half = Long.compare(remainder, divisor - remainder);
                yield half < 0 || (half == 0 && (floor & 1) == 0) ? floor : floor + 1;
            }
        };
    }

    private long divideWide(long divisor, Rounding rounding) {
        BigDecimal quotient = new BigDecimal(toBigInteger()).divide(BigDecimal.valueOf(divisor), 0, rounding.mode());
        BigInteger whole = quotient.toBigIntegerExact();
        if (whole.bitLength() > 63) {
            throw new ValueOverflowException(this + " / " + divisor + " = " + whole + " exceeds 64 bits");
        }
        return whole.longValue();
    }

    /** The same value without a bound. */
    public BigInteger toBigInteger() {
        BigInteger unsignedLow = BigInteger.valueOf(low);
        if (low < 0) {
            unsignedLow = unsignedLow.add(TWO_64);
        }
        return BigInteger.valueOf(high).shiftLeft(64).add(unsignedLow);
    }

    @Override
    public int compareTo(Int128 other) {
        int byHigh = Long.compare(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return toBigInteger().toString();
    }
}
