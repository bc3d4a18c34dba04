package io.breakwater.core.ledger;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one account's side of a settlement moves.
 *
 * @param account whose
 * @param binding whether it must not be refused for want of margin (liquidation, backstop, deleveraging, payments due)
 * @param movements position movements, by instrument, at most one each
 * @param cash signed movement of the settlement currency
 * @param assets signed movements of other collateral by asset
 * @param fees fees this account owes for it, by the fund they are due to; each at least 0
 */
public record Leg(
        String account,
        boolean binding,
        List<Movement> movements,
        Money cash,
        SortedMap<String, Quantity> assets,
        SortedMap<String, Money> fees) {

    /**
     * A movement of one position.
     *
     * @param instrument what moves
     * @param quantity signed, not zero
     * @param quote signed: -quantity x price, rounded once
     */
    public record Movement(Instrument instrument, Quantity quantity, Money quote) {

        /** Buying (positive) or selling (negative) a quantity at a price. */
        public static Movement at(Instrument instrument, Quantity quantity, Price price) {
            return new Movement(
                    instrument,
                    quantity,
                    price.times(quantity, Rounding.HALF_EVEN).negate());
        }

        /** The other side. */
        public Movement opposite() {
            return new Movement(instrument, quantity.negate(), quote.negate());
        }
    }

    /** Copies the collections; refuses an instrument twice, a zero quantity and a negative fee. */
    public Leg {
        movements = movements.stream()
                .sorted(Comparator.comparing(Movement::instrument))
                .toList();
        assets = Collections.unmodifiableSortedMap(new TreeMap<>(assets));
        fees = Collections.unmodifiableSortedMap(new TreeMap<>(fees));
        Instrument before = null;
        for (Movement movement : movements) {
            if (movement.instrument.equals(before) || movement.quantity.signum() == 0) {
                throw new IllegalArgumentException(
                        "leg of " + account + ": " + movement.instrument + " twice or without quantity");
            }
            before = movement.instrument;
        }
        fees.forEach((fund, fee) -> {
            if (fee.signum() < 0) {
                throw new IllegalArgumentException("leg of " + account + ": fee " + fee + " to " + fund + " < 0");
            }
        });
    }

    /** A leg of position movements alone. */
    public static Leg of(String account, boolean binding, List<Movement> movements) {
        return new Leg(account, binding, movements, Money.ZERO, new TreeMap<>(), new TreeMap<>());
    }

    /** A leg of cash alone. */
    public static Leg ofCash(String account, boolean binding, Money cash) {
        return new Leg(account, binding, List.of(), cash, new TreeMap<>(), new TreeMap<>());
    }

    /** Whether nothing moves but cash, and no fee is owed for it. */
    public boolean isCashOnly() {
        return movements.isEmpty() && assets.isEmpty() && fees.isEmpty();
    }

    /** The same leg with cash moved as well. */
    public Leg withCash(Money moved) {
        return new Leg(account, binding, movements, moved, assets, fees);
    }

    /** The same leg with other collateral moved as well. */
    public Leg withAssets(SortedMap<String, Quantity> moved) {
        return new Leg(account, binding, movements, cash, moved, fees);
    }

    /** The same leg with a fee due to a fund. */
    public Leg withFee(String fund, Money fee) {
        TreeMap<String, Money> all = new TreeMap<>(fees);
        all.merge(fund, fee, Money::plus);
        return new Leg(account, binding, movements, cash, assets, all);
    }

    /** What the counterparty must move for this leg to balance. */
    public Leg opposite(String counterparty, boolean counterpartyBinding) {
        TreeMap<String, Quantity> negated = new TreeMap<>();
        assets.forEach((asset, amount) -> negated.put(asset, amount.negate()));
        return new Leg(
                counterparty,
                counterpartyBinding,
                movements.stream().map(Movement::opposite).toList(),
                cash.negate(),
                negated,
                new TreeMap<>());
    }
}
