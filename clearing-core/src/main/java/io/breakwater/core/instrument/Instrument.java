package io.breakwater.core.instrument;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/**
 * Something that is traded and held: a linear perpetual, a dated future or a European option on one underlying.
 *
 * <p>Its identity is its name, {@code U-PERP}, {@code U-YYYYMMDD} or {@code U-YYYYMMDD-STRIKE-C|P}; names are ordered by
 * ASCII, which is the order of every list of instruments in the system.
 */
public sealed interface Instrument extends Comparable<Instrument> {

    /** The market it follows, such as {@code BTC}; it has the tiers, the lot and the tick. */
    String underlying();

    /** The one name, as {@link InstrumentNames#parse} reads it. */
    String name();

    @Override
    default int compareTo(Instrument other) {
        return name().compareTo(other.name());
    }

    /**
     * A linear perpetual future: value accrues as quantity x (mark - entry) plus funding.
     *
     * @param underlying the market it follows
     */
    record Perpetual(String underlying) implements Instrument {
        @Override
        public String name() {
            return underlying + "-PERP";
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /**
     * A linear future that settles on a date.
     *
     * @param underlying the market it follows
     * @param expiry the day it settles, at 08:00 UTC
     */
    record DatedFuture(String underlying, LocalDate expiry) implements Instrument {
        @Override
        public String name() {
            return underlying + "-" + date(expiry);
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /**
     * A cash-settled European option; held in portfolio mode only (risk model B.2).
     *
     * @param underlying the market it follows
     * @param expiry the day it settles, at 08:00 UTC
     * @param strike the strike in the settlement currency, without trailing zeros
     * @param kind call or put
     */
    record EuropeanOption(String underlying, LocalDate expiry, BigDecimal strike, OptionKind kind)
            implements Instrument {

        /** Removes trailing zeros from the strike, so that equal options are equal. */
        public EuropeanOption {
            strike = strike.stripTrailingZeros();
        }

        @Override
        public String name() {
            return underlying + "-" + date(expiry) + "-" + strike.toPlainString() + "-" + kind.letter();
        }

        @Override
        public String toString() {
            return name();
        }
    }

    private static String date(LocalDate day) {
        return DateTimeFormatter.BASIC_ISO_DATE.format(day);
    }
}
