package io.breakwater.node.cli.margin;

import static io.breakwater.node.cli.margin.RefusedRequestException.quoted;

import java.math.BigDecimal;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a decimal of a field may be: more decimals or another range are refused, never rounded.
 *
 * @param decimals digits after the point, at most
 * @param range which values are allowed
 * @param demand the range in words
 */
record DecimalRule(int decimals, Predicate<BigDecimal> range, String demand) {

    /** Every magnitude is below 1e12: 12 digits before the point. */
    private static final int WHOLE_DIGITS = 12;

    private static final Pattern PLAIN = Pattern.compile("-?(0|[1-9][0-9]*)(?:\\.([0-9]+))?");

    /** Prices, forwards, lots and ticks. */
    static final DecimalRule PRICE = above0(8);

    /** Quantities: signed, not 0, not necessarily whole lots. */
    static final DecimalRule QUANTITY = new DecimalRule(8, v -> v.signum() != 0, "must not be 0");

    /** Amounts of collateral; a negative one is a debt. */
    static final DecimalRule AMOUNT = new DecimalRule(8, v -> true, "");

    /** Haircuts. */
    static final DecimalRule HAIRCUT =
            new DecimalRule(8, v -> v.signum() >= 0 && v.compareTo(BigDecimal.ONE) <= 0, "must be from 0 to 1");

    /** Funding accrued; positive is received. */
    static final DecimalRule FUNDING = new DecimalRule(6, v -> true, "");

    /** Implied volatility a year, as a fraction. */
    static final DecimalRule VOLATILITY = above0(12);

    /** Time to expiry in years of 365 days. */
    static final DecimalRule YEARS = above0(18);

    /** Lower bounds of tiers, in the settlement currency. */
    static final DecimalRule TIER_BOUND = new DecimalRule(8, v -> v.signum() >= 0, "must not be below 0");

    /** Initial rates of tiers. */
    static final DecimalRule INITIAL_RATE = new DecimalRule(
            8, v -> v.signum() > 0 && v.compareTo(BigDecimal.ONE) <= 0, "must be above 0 and at most 1");

    /** Maintenance rates of tiers. */
    static final DecimalRule MAINTENANCE_RATE =
            new DecimalRule(8, v -> v.signum() > 0 && v.compareTo(BigDecimal.ONE) < 0, "must be above 0 and below 1");

    private static DecimalRule above0(int decimals) {
        return new DecimalRule(decimals, v -> v.signum() > 0, "must be above 0");
    }

    /**
     * The value of a field's text.
     *
     * @throws RefusedRequestException naming the field, the text and the limit it breaks
     */
    BigDecimal read(JsonField field, String text) {
        Matcher parts = PLAIN.matcher(text);
        if (!parts.matches()) {
            throw field.refused(
                    quoted(text)
                            + " is not a plain decimal such as -12.5: no plus, no exponent, no leading zero, no other characters");
        }
        if (parts.group(1).length() > WHOLE_DIGITS) {
            throw field.refused(quoted(text) + " has a magnitude that is not below 1e" + WHOLE_DIGITS);
        }
        if (parts.group(2) != null && parts.group(2).length() > decimals) {
            throw field.refused(quoted(text) + " has " + parts.group(2).length() + " decimals, more than " + decimals);
        }
        BigDecimal value = new BigDecimal(text);
        if (!range.test(value)) {
            throw field.refused(quoted(text) + " " + demand);
        }
        return value;
    }
}
