package io.breakwater.core.account;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.money.Quantity;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/** How much of a position, and of a slice, is still free to be sold. A slice is sold once. */
public final class SliceRules {

    private SliceRules() {}

    /**
     * The signed movement that would close what is neither in an open slice nor reserved: never flips a side
     * (invariant 5).
     */
    public static Quantity closable(Account account, Instrument instrument) {
        Quantity closing = account.quantity(instrument).negate();
        Quantity free = closing.minus(reservedCloses(account, instrument, held -> !sellsSlice(account, held)));
        for (OpenSlice slice : slices(account).values()) {
            free = slice.instrument().equals(instrument) ? free.minus(slice.left()) : free;
        }
        return free.signum() * closing.signum() > 0 ? free : Quantity.ZERO;
    }

    /** What stays of a position once every close that is reserved has booked: its sign, or zero. */
    public static Quantity unreserved(Account account, Instrument instrument) {
        Quantity held = account.quantity(instrument);
        Quantity left = held.plus(reservedCloses(account, instrument, reservation -> true));
        return left.signum() * held.signum() > 0 ? left : Quantity.ZERO;
    }

    /**
     * The slice of this account that a settlement sells, if it sells one: the seller of a slice is bound, and margined;
     * its taker is not both.
     */
    static Optional<String> soldSlice(Account account, Settlement settlement) {
        boolean sells =
                account.role().isMargined() && settlement.legOf(account.id()).binding();
        return sells ? settlement.slice() : Optional.empty();
    }

    private static boolean sellsSlice(Account account, Reservation reservation) {
        return soldSlice(account, reservation.settlement()).isPresent();
    }

    private static SortedMap<String, OpenSlice> slices(Account account) {
        return account.liquidation().map(Liquidation::slices).orElse(Collections.emptySortedMap());
    }

    /** Reserved movements against a position, signed. */
    private static Quantity reservedCloses(Account account, Instrument instrument, Predicate<Reservation> counted) {
        int side = account.quantity(instrument).signum();
        Quantity total = Quantity.ZERO;
        for (Reservation reservation : account.reservations().values()) {
            if (counted.test(reservation)) {
                for (Leg.Movement movement : reservation.leg().movements()) {
                    boolean closes = movement.instrument().equals(instrument)
                            && movement.quantity().signum() * side < 0;
                    total = closes ? total.plus(movement.quantity()) : total;
                }
            }
        }
        return total;
    }

    /** What is reserved of a slice and not yet booked, with its sign. */
    static Quantity reserved(Account account, String sliceId) {
        Quantity total = Quantity.ZERO;
        for (Reservation reservation : account.reservations().values()) {
            if (soldSlice(account, reservation.settlement())
                    .filter(sliceId::equals)
                    .isPresent()) {
                total = total.plus(reservation.leg().movements().get(0).quantity());
            }
        }
        return total;
    }

    /** What a slice has left for a further take, with its sign. */
    public static Quantity available(Account account, OpenSlice slice) {
        return slice.left().minus(reserved(account, slice.id()));
    }
}
