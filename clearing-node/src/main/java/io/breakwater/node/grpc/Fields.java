package io.breakwater.node.grpc;

import io.breakwater.clearing.v1.IdempotencyKey;
import io.breakwater.contract.RefusalStatus;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.InstrumentNames;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.apache.pekko.grpc.GrpcServiceException;

/**
 * Reads the fields of requests. Whatever breaks its rule is refused with FIELD_INVALID, naming the field, its value and
 * the rule; nothing is rounded or guessed.
 */
final class Fields {

    private static final Pattern DECIMAL = Pattern.compile("-?(?:0|[1-9][0-9]{0,11})(?:\\.[0-9]{1,18})?");
    private static final Pattern ID = Pattern.compile("[!-~]{1,100}");
    private static final Pattern UNDERLYING = Pattern.compile("[A-Z0-9]{1,10}");

    private Fields() {}

    static GrpcServiceException invalid(String field, Object value, String rule) {
        return RefusalStatus.exception(RefusalStatus.fieldInvalid(field, String.valueOf(value), rule));
    }

    static String accountId(String field, String value) {
        if (!ID.matcher(value).matches()) {
            throw invalid(field, value, "1 to 100 printable ASCII characters without a space");
        }
        return value;
    }

    static String underlying(String field, String value) {
        if (!UNDERLYING.matcher(value).matches()) {
            throw invalid(field, value, "1 to 10 of A-Z and 0-9");
        }
        return value;
    }

    static Instrument instrument(String field, String value) {
        try {
            return InstrumentNames.parse(value);
        } catch (IllegalArgumentException e) {
            throw invalid(field, value, "U-PERP, U-YYYYMMDD or U-YYYYMMDD-STRIKE-C|P: " + e.getMessage());
        }
    }

    /** The id of a write. */
    static SettlementId key(String field, IdempotencyKey key) {
        LocalDate date;
        try {
            date = LocalDate.parse(key.getBusinessDate());
        } catch (DateTimeParseException e) {
            throw invalid(field + ".business_date", key.getBusinessDate(), "an ISO date such as 2026-11-22");
        }
        return new SettlementId(date, accountId(field + ".key", key.getKey()));
    }

    /** A decimal with at most so many decimals. */
    static BigDecimal decimal(String field, String value, int decimals) {
        if (!DECIMAL.matcher(value).matches()) {
            throw invalid(field, value, "a plain decimal below 1e12");
        }
        BigDecimal number = new BigDecimal(value);
        if (number.scale() > decimals) {
            throw invalid(field, value, "at most " + decimals + " decimals");
        }
        return number;
    }

    static Quantity quantity(String field, String value) {
        return Quantity.of(decimal(field, value, Quantity.SCALE));
    }

    static Quantity positiveQuantity(String field, String value) {
        return Quantity.of(positive(field, value, Quantity.SCALE));
    }

    static Price price(String field, String value) {
        return Price.of(decimal(field, value, Price.SCALE));
    }

    static Price positivePrice(String field, String value) {
        return Price.of(positive(field, value, Price.SCALE));
    }

    static Money money(String field, String value) {
        return Money.of(decimal(field, value, Money.SCALE));
    }

    static Money moneyNotNegative(String field, String value) {
        Money money = money(field, value);
        if (money.signum() < 0) {
            throw invalid(field, value, "at least 0, at most " + Money.SCALE + " decimals");
        }
        return money;
    }

    private static BigDecimal positive(String field, String value, int decimals) {
        BigDecimal number = decimal(field, value, decimals);
        if (number.signum() <= 0) {
            throw invalid(field, value, "above 0, at most " + decimals + " decimals");
        }
        return number;
    }

    /** The name of an enumeration's value in the core, which has the same names but no value for "not stated". */
    static <T extends Enum<T>> T named(String field, Enum<?> value, Class<T> type) {
        for (T constant : type.getEnumConstants()) {
            if (constant.name().equals(value.name())) {
                return constant;
            }
        }
        throw invalid(field, value, "one of " + java.util.Arrays.toString(type.getEnumConstants()));
    }

    static void require(boolean holds, String field, Object value, String rule) {
        if (!holds) {
            throw invalid(field, value, rule);
        }
    }
}
