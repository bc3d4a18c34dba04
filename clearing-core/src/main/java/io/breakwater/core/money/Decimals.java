package io.breakwater.core.money;

import java.math.BigDecimal;

/**
 * Decimal text to scaled longs and back, strictly: no exponent, no sign but minus, no more decimals than the type has.
 */
final class Decimals {

    /** Decimal digits of the largest long. */
    private static final int MAX_DIGITS = 19;

    private Decimals() {}

    /**
     * Reads a plain decimal as a scaled long.
     *
     * @param what the name of the type, for messages
     * @param text an optional minus, digits, and optionally a point and digits
     * @param scale decimals of the type
     * @throws IllegalArgumentException for other text or too many decimals
     * @throws ValueOverflowException when the value does not fit
     */
    static long parse(String what, String text, int scale) {
        if (!isPlainDecimal(text)) {
            throw new IllegalArgumentException(what + " '" + text + "' is not a plain decimal");
        }
        return scaled(what, new BigDecimal(text), scale);
    }

    /**
     * The scaled long of an exact decimal.
     *
     * @throws IllegalArgumentException when it has more decimals than the type
     * @throws ValueOverflowException when the value does not fit
     */
    static long scaled(String what, BigDecimal value, int scale) {
        BigDecimal stripped = value.stripTrailingZeros();
        if (stripped.scale() > scale) {
            throw new IllegalArgumentException(what + " " + stripped + " has more than " + scale + " decimals");
        }
        requireMagnitude(what, stripped, scale);
        return fit(what, stripped.movePointRight(scale));
    }

    /**
     * The scaled long nearest in the named direction.
     *
     * @throws ValueOverflowException when the value does not fit
     */
    static long rounded(String what, BigDecimal value, int scale, Rounding rounding) {
        requireMagnitude(what, value, scale);
        return fit(what, value.setScale(scale, rounding.mode()).movePointRight(scale));
    }

    /** Counts digits before any are spelled out: a huge exponent must not become a huge number. */
    private static void requireMagnitude(String what, BigDecimal value, int scale) {
        boolean isHuge = (long) value.precision() - value.scale() + scale > MAX_DIGITS;
        if (isHuge && value.signum() != 0) {
            throw new ValueOverflowException(what + " " + value + " exceeds 64 bits at " + scale + " decimals");
        }
    }

    private static long fit(String what, BigDecimal units) {
        if (units.toBigInteger().bitLength() > 63) {
            throw new ValueOverflowException(what + " of " + units.toPlainString() + " units exceeds 64 bits");
        }
        return units.longValueExact();
    }

    static String format(long units, int scale) {
        BigDecimal value = BigDecimal.valueOf(units, scale).stripTrailingZeros();
        return value.signum() == 0 ? "0" : value.toPlainString();
    }

    static long add(String what, long a, long b) {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            throw new ValueOverflowException(what + " units " + a + " + " + b + " exceed 64 bits");
        }
        return sum;
    }

    static long subtract(String what, long a, long b) {
        long difference = a - b;
        if (((a ^ b) & (a ^ difference)) < 0) {
            throw new ValueOverflowException(what + " units " + a + " - " + b + " exceed 64 bits");
        }
        return difference;
    }

    static long negate(String what, long a) {
        if (a == Long.MIN_VALUE) {
            throw new ValueOverflowException("-(" + what + " units " + a + ") exceeds 64 bits");
        }
        return -a;
    }

    private static boolean isPlainDecimal(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        int point = text.indexOf('.');
        String whole = text.substring(start, point < 0 ? text.length() : Math.max(start, point));
        return isDigits(whole) && (point < 0 || isDigits(text.substring(point + 1)));
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
