package io.breakwater.node.simulation;

import io.breakwater.core.account.Account;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import java.util.HashMap;
import java.util.Map;

/** Open interest of each instrument, kept up to date with every change of an account. */
final class OpenInterest {

    private final Map<Instrument, Quantity> longs = new HashMap<>();

    /** An account has changed: what it is long of counts instead of what it was. */
    void changed(Account before, Account after) {
        if (before.positions() != after.positions()) {
            before.positions()
                    .forEach((instrument, position) -> add(
                            instrument, position.quantity().max(Quantity.ZERO).negate()));
            after.positions()
                    .forEach((instrument, position) ->
                            add(instrument, position.quantity().max(Quantity.ZERO)));
        }
    }

    private void add(Instrument instrument, Quantity quantity) {
        if (quantity.signum() != 0) {
            longs.merge(instrument, quantity, Quantity::plus);
        }
    }

    /** The notional of all longs at a mark. */
    Money at(Instrument instrument, Price mark) {
        return mark.times(longs.getOrDefault(instrument, Quantity.ZERO), Rounding.DOWN);
    }
}
