package io.breakwater.core.account;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.money.Quantity;

/**
 * A part of a position offered to keepers, paid for by a lease of velocity. It is sold once, here.
 *
 * @param id within the account
 * @param instrument what is closed
 * @param quantity signed movement that closes it: negative sells a long
 * @param taken what settlements have booked of it, same sign
 * @param fence fencing number of the lease that was spent
 * @param offeredMillis event time of the offer
 */
public record OpenSlice(
        String id, Instrument instrument, Quantity quantity, Quantity taken, long fence, long offeredMillis) {

    /** What is not booked yet, same sign. */
    public Quantity left() {
        return quantity.minus(taken);
    }

    /** The slice after a fill. */
    public OpenSlice taken(Quantity filled) {
        return new OpenSlice(id, instrument, quantity, taken.plus(filled), fence, offeredMillis);
    }
}
