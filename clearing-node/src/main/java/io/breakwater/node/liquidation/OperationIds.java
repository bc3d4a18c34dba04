package io.breakwater.node.liquidation;

import io.breakwater.core.account.Account;
import io.breakwater.core.ledger.Fingerprint;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.market.MarketView;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * Ids of the settlements that the house itself asks for: made of what they are about, so that whoever starts again asks
 * for the same settlement and not for a second one.
 */
final class OperationIds {

    private static final long DAYS_OF_A_SERIES = 2;

    private OperationIds() {}

    /** An id of parts; the parts are digested where they are too long for a key. */
    static SettlementId of(LocalDate date, String prefix, Object... parts) {
        StringBuilder key = new StringBuilder(prefix);
        for (Object part : parts) {
            key.append(':').append(part);
        }
        if (key.length() <= SettlementId.MAX_KEY_LENGTH) {
            return new SettlementId(date, key.toString());
        }
        Fingerprint digest = Fingerprint.of(key.toString());
        return new SettlementId(date, prefix + "#" + Long.toHexString(digest.high()) + Long.toHexString(digest.low()));
    }

    /**
     * The first id of a series that an account has no outcome of: as long as it does not know how the last one ended, it
     * is the last one again, and two of a series are never under way at once.
     */
    static SettlementId next(Account account, MarketView view, String prefix, Object... parts) {
        LocalDate date = seriesDate(account, view);
        for (long number = 1; ; number++) {
            Object[] numbered = Arrays.copyOf(parts, parts.length + 1);
            numbered[parts.length] = number;
            SettlementId id = of(date, prefix, numbered);
            if (account.outcomes().get(id).isEmpty()) {
                return id;
            }
        }
    }

    /**
     * A liquidation's series keep the date on which it began, and after every two days take a newer one: what is under way
     * at midnight is asked for under its own id. An id of yesterday is within every window of de-duplication.
     */
    private static LocalDate seriesDate(Account account, MarketView view) {
        LocalDate today = date(view);
        return account.liquidation()
                .map(liquidation -> date(liquidation.startedMillis()))
                .map(begun -> today.minusDays(Math.floorMod(ChronoUnit.DAYS.between(begun, today), DAYS_OF_A_SERIES)))
                .orElse(today);
    }

    /** The business date of a view. */
    static LocalDate date(MarketView view) {
        return date(view.timeMillis());
    }

    private static LocalDate date(long timeMillis) {
        return Instant.ofEpochMilli(timeMillis).atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
