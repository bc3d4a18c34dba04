package io.breakwater.node.feed;

import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rounding;
import io.breakwater.core.money.ValueOverflowException;
import io.breakwater.core.oracle.Quote;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Reads numbers of a row straight from its bytes, because a text object for each would cost more than the rest of
 * reading a file.
 */
final class FixedPointField {

    /** Digits that cannot overflow a long whatever they are. */
    private static final int SAFE_DIGITS = 18;

    /** Enough for milliseconds of thirty thousand years. */
    private static final int WHOLE_DIGITS = 15;

    private static final Pattern PLAIN_DECIMAL = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?");

    private FixedPointField() {}

    /**
     * A price in units of 1e-8. More than 8 decimals are rounded half even: a quote is an observation, not a booking.
     *
     * @throws MarketFileException when the field is not a plain decimal, or beyond what a quote may say
     */
    static long priceUnits(CsvRows rows, int field, String name) {
        long units = parsedUnits(rows, field, name);
        if (Math.abs(units) > Quote.LARGEST_UNITS) {
            throw tooLarge(rows, field, name);
        }
        return units;
    }

    private static MarketFileException tooLarge(CsvRows rows, int field, String name) {
        return rows.fault("field " + name + " '" + rows.text(field) + "' exceeds " + new Price(Quote.LARGEST_UNITS));
    }

    private static long parsedUnits(CsvRows rows, int field, String name) {
        int width = rows.width(field);
        boolean negative = width > 0 && rows.byteAt(field, 0) == '-';
        long units = 0;
        int decimals = -1;
        int digits = 0;
        for (int i = negative ? 1 : 0; i < width; i++) {
            byte b = rows.byteAt(field, i);
            if (b >= '0' && b <= '9' && digits < SAFE_DIGITS && decimals < Price.SCALE) {
                units = units * 10 + (b - '0');
                digits++;
                decimals += decimals >= 0 ? 1 : 0;
            } else if (b == '.' && decimals < 0 && digits > 0) {
                decimals = 0;
            } else {
                return slowPriceUnits(rows, field, name);
            }
        }
        int missing = Price.SCALE - Math.max(0, decimals);
        if (digits == 0 || decimals == 0 || digits + missing > SAFE_DIGITS) {
            return slowPriceUnits(rows, field, name);
        }
        for (int i = 0; i < missing; i++) {
            units *= 10;
        }
        return negative ? -units : units;
    }

    private static long slowPriceUnits(CsvRows rows, int field, String name) {
        String text = rows.text(field);
        if (!PLAIN_DECIMAL.matcher(text).matches()) {
            throw rows.fault("field " + name + " '" + text + "' is not a plain decimal");
        }
        try {
            return Price.rounded(new BigDecimal(text), Rounding.HALF_EVEN).units();
        } catch (ValueOverflowException e) {
            throw tooLarge(rows, field, name);
        }
    }

    /**
     * A count or a time: digits alone, so few that the sum of two cannot overflow.
     *
     * @throws MarketFileException when the field is anything else
     */
    static long whole(CsvRows rows, int field, String name) {
        int width = rows.width(field);
        long value = 0;
        for (int i = 0; i < width; i++) {
            byte b = rows.byteAt(field, i);
            if (b < '0' || b > '9') {
                throw notWhole(rows, field, name);
            }
            value = value * 10 + (b - '0');
        }
        if (width == 0 || width > WHOLE_DIGITS) {
            throw notWhole(rows, field, name);
        }
        return value;
    }

    private static MarketFileException notWhole(CsvRows rows, int field, String name) {
        return rows.fault("field " + name + " '" + rows.text(field) + "' is not a whole number of at most "
                + WHOLE_DIGITS + " digits");
    }
}
