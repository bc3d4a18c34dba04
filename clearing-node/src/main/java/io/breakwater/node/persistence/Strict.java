package io.breakwater.node.persistence;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.InstrumentNames;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads parts of messages without guessing: what is missing or malformed is refused by the name of its field. */
public final class Strict {

    private Strict() {}

    /** What to throw when a field is missing. */
    public static UnreadableMessageException missing(String field) {
        return new UnreadableMessageException(field, "is missing");
    }

    /** A value of a sealed type that its codec does not know: a codec was not extended with the type. */
    public static IllegalArgumentException unmapped(Object value) {
        return new IllegalArgumentException("no message for " + value.getClass().getName());
    }

    /**
     * A part that must be there.
     *
     * @throws UnreadableMessageException when it is missing
     */
    public static <T> T part(boolean isPresent, T part, String field) {
        if (!isPresent) {
            throw missing(field);
        }
        return part;
    }

    /** A part that may be missing. */
    public static <T> Optional<T> optional(boolean isPresent, Supplier<T> part) {
        return isPresent ? Optional.of(part.get()) : Optional.empty();
    }

    /**
     * A text that must not be empty.
     *
     * @throws UnreadableMessageException when it is
     */
    public static String text(String text, String field) {
        return part(!text.isEmpty(), text, field);
    }

    /**
     * An exact decimal.
     *
     * @throws UnreadableMessageException when it is missing or not one
     */
    public static BigDecimal decimal(String text, String field) {
        try {
            return new BigDecimal(text(text, field));
        } catch (NumberFormatException e) {
            throw new UnreadableMessageException(field, "'" + text + "' is not a decimal", e);
        }
    }

    static LocalDate day(long epochDay, String field) {
        try {
            return LocalDate.ofEpochDay(epochDay);
        } catch (DateTimeException e) {
            throw new UnreadableMessageException(field, epochDay + " is not a day", e);
        }
    }

    /**
     * An instrument by its name.
     *
     * @throws UnreadableMessageException when it is missing or not one
     */
    public static Instrument instrument(String name, String field) {
        try {
            return InstrumentNames.parse(text(name, field));
        } catch (IllegalArgumentException e) {
            throw new UnreadableMessageException(field, "is not an instrument: " + e.getMessage(), e);
        }
    }
}
