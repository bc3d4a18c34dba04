package io.breakwater.core.account;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.money.Quantity;

/** How much of a position, and of a slice, is still free to be sold. A slice is sold once. */
public final class SliceRules {

    private SliceRules() {}

    /**
     * The signed movement that would close what is neither in an open slice nor reserved: never flips a side
     * (invariant 5).
     */
    public static Quantity closable(Account account, Instrument instrument) {
        Quantity held = account.quantity(instrument);
        Quantity closing = held.negate();
        Quantity free = closing;
        for (OpenSlice slice : account.liquidation()
                .map(liquidation -> liquidation.slices().values())
                .orElse(java.util.List.of())) {
            if (slice.instrument().equals(instrument)) {
                free = free.minus(slice.left());
            }
        }
        free = free.minus(reservedCloses(account, instrument, held));
        return free.signum() * closing.signum() > 0 ? free : Quantity.ZERO;
    }

    /** Reserved movements against a position that fill no slice, signed. */
    static Quantity reservedCloses(Account account, Instrument instrument, Quantity held) {
        Quantity total = Quantity.ZERO;
        for (Reservation reservation : account.reservations().values()) {
            if (reservation.settlement().slice().isPresent()) {
                continue;
            }
            for (Leg.Movement movement : reservation.leg().movements()) {
                boolean closes = movement.instrument().equals(instrument)
                        && movement.quantity().signum() * held.signum() < 0;
                total = closes ? total.plus(movement.quantity()) : total;
            }
        }
        return total;
    }

    /** What is reserved of a slice and not yet booked, with its sign. */
    static Quantity reserved(Account account, String sliceId) {
        Quantity total = Quantity.ZERO;
        for (Reservation reservation : account.reservations().values()) {
            if (reservation.settlement().slice().filter(sliceId::equals).isPresent()) {
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
