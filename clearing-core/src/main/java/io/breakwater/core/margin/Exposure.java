package io.breakwater.core.margin;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an account tells the risk book after each of its events: its holdings as integers, of one version. A lower
 * version is dropped wherever it arrives (architecture section 3).
 *
 * @param accountId whose
 * @param version rising with each event of the account
 * @param state its health state
 * @param mode how its positions share margin
 * @param cash in the settlement currency, signed
 * @param feesDue accrued and not yet paid, at least 0
 * @param collateral other collateral by asset, signed amounts
 * @param positions what it holds, with open reservations
 */
public record Exposure(
        String accountId,
        long version,
        HealthState state,
        MarginMode mode,
        Money cash,
        Money feesDue,
        SortedMap<String, Quantity> collateral,
        List<Holding> positions) {

    /** Copies the collections; positions are ordered by instrument. */
    public Exposure {
        collateral = Collections.unmodifiableSortedMap(new TreeMap<>(collateral));
        positions = positions.stream()
                .sorted(Comparator.comparing(Holding::instrument))
                .toList();
    }

    /**
     * One instrument's holding.
     *
     * @param instrument what
     * @param position quantity, quote and the facts applied so far
     * @param reservedBuy what reservations would buy, at least 0
     * @param reservedSell what reservations would sell, at least 0, unsigned
     * @param reservedQuote what the reservations would add to quote, signed
     */
    public record Holding(
            Instrument instrument,
            Position position,
            Quantity reservedBuy,
            Quantity reservedSell,
            Money reservedQuote) {

        /** A holding without reservations. */
        public static Holding of(Instrument instrument, Position position) {
            return new Holding(instrument, position, Quantity.ZERO, Quantity.ZERO, Money.ZERO);
        }
    }

    /** An exposure of cash and perpetual-style positions without reservations. */
    public static Exposure of(
            String accountId, long version, HealthState state, MarginMode mode, Money cash, List<Holding> positions) {
        return new Exposure(accountId, version, state, mode, cash, Money.ZERO, new TreeMap<>(Map.of()), positions);
    }
}
