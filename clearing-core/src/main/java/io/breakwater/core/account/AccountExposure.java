package io.breakwater.core.account;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.margin.Exposure;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an account shows to the margin law and to the risk book: its holdings, with reservations at their worst. */
public final class AccountExposure {

    private static final Position NOTHING = new Position(Quantity.ZERO, Money.ZERO, Price.ZERO, 0);

    private AccountExposure() {}

    /** The exposure with open reservations. */
    public static Exposure of(Account account) {
        return of(account, account.reservations().values());
    }

    /** The exposure as if nothing were reserved. */
    public static Exposure withoutReservations(Account account) {
        return of(account, List.of());
    }

    private static Exposure of(Account account, Collection<Reservation> reserved) {
        SortedMap<Instrument, Exposure.Holding> holdings = new TreeMap<>();
        account.positions()
                .forEach((instrument, position) -> holdings.put(instrument, Exposure.Holding.of(instrument, position)));
        Money cash = account.cash();
        TreeMap<String, Quantity> assets = new TreeMap<>(account.collateral());
        for (Reservation reservation : reserved) {
            Leg leg = reservation.leg();
            leg.movements()
                    .forEach(movement ->
                            holdings.merge(movement.instrument(), holding(movement), AccountExposure::together));
            cash = reservation.isSweep() ? cash : cash.minus(Reservation.cashOut(leg));
            leg.assets().forEach((asset, amount) -> assets.merge(asset, amount.min(Quantity.ZERO), Quantity::plus));
        }
        return new Exposure(
                account.id(),
                account.version(),
                account.health(),
                account.mode(),
                cash.plus(account.totalFeesDue()),
                account.totalFeesDue(),
                assets,
                new ArrayList<>(holdings.values()));
    }

    private static Exposure.Holding holding(Leg.Movement movement) {
        Quantity quantity = movement.quantity();
        return new Exposure.Holding(
                movement.instrument(),
                NOTHING,
                quantity.max(Quantity.ZERO),
                quantity.negate().max(Quantity.ZERO),
                movement.quote());
    }

    private static Exposure.Holding together(Exposure.Holding held, Exposure.Holding reserved) {
        return new Exposure.Holding(
                held.instrument(),
                held.position(),
                held.reservedBuy().plus(reserved.reservedBuy()),
                held.reservedSell().plus(reserved.reservedSell()),
                held.reservedQuote().plus(reserved.reservedQuote()));
    }
}
