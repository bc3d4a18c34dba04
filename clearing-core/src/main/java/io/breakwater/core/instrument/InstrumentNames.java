package io.breakwater.core.instrument;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads instrument names: one spelling for each instrument, anything else is refused. */
public final class InstrumentNames {

    private static final Pattern NAME =
            Pattern.compile("([A-Z0-9]{1,10})-(?:PERP|([0-9]{8})(?:-([0-9]+(?:\\.[0-9]+)?)-([CP]))?)");
    private static final Pattern STRIKE = Pattern.compile("(?:0|[1-9][0-9]{0,11})(?:\\.[0-9]{0,7}[1-9])?");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    private InstrumentNames() {}

    /**
     * The instrument of a name.
     *
     * @throws IllegalArgumentException when the name is not of a known form, the date is not on the calendar, or the
     *     strike is not positive, below 1e12 and plainly written; the message says which
     */
    public static Instrument parse(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' is not U-PERP, U-YYYYMMDD or U-YYYYMMDD-STRIKE-C|P (U: 1 to 10 of A-Z, 0-9)");
        }
        String underlying = parts.group(1);
        if (parts.group(2) == null) {
            return new Instrument.Perpetual(underlying);
        }
        LocalDate expiry = day(name, parts.group(2));
        return parts.group(3) == null
                ? new Instrument.DatedFuture(underlying, expiry)
                : new Instrument.EuropeanOption(underlying, expiry, strike(name, parts.group(3)), kind(parts.group(4)));
    }

    private static LocalDate day(String name, String digits) {
        try {
            return LocalDate.parse(digits, DAY);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + name + "': " + digits + " is not a calendar date", e);
        }
    }

    private static BigDecimal strike(String name, String digits) {
        BigDecimal strike = STRIKE.matcher(digits).matches() ? new BigDecimal(digits) : BigDecimal.ZERO;
        if (strike.signum() <= 0) {
            throw new IllegalArgumentException("'" + name + "': strike " + digits
                    + " is not a positive decimal below 1e12 with at most 8 decimals and without needless zeros");
        }
        return strike;
    }

    private static OptionKind kind(String letter) {
        return letter.equals("C") ? OptionKind.CALL : OptionKind.PUT;
    }
}
