package io.breakwater.node.simulation;

import io.breakwater.core.account.Account;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import java.util.HashMap;
import java.util.Map;

/** Open interest of each instrument, counted once a simulated second. */
final class OpenInterest {

    private static final long EVERY_MILLIS = 1_000;

    private final House house;
    private final Markets markets;
    private final Map<Instrument, Quantity> longs = new HashMap<>();
    private long countedMillis = Long.MIN_VALUE;

    OpenInterest(House house, Markets markets) {
        this.house = house;
        this.markets = markets;
    }

    /** The notional of all longs at the mark. */
    Money of(Instrument instrument) {
        count(markets.view().timeMillis());
        return markets.view()
                .instruments()
                .get(instrument)
                .mark()
                .times(longs.getOrDefault(instrument, Quantity.ZERO), Rounding.DOWN);
    }

    private void count(long now) {
        if (countedMillis != Long.MIN_VALUE && now - countedMillis < EVERY_MILLIS) {
            return;
        }
        countedMillis = now;
        longs.clear();
        for (Account account : house.accounts()) {
            account.positions().forEach(this::add);
        }
    }

    private void add(Instrument instrument, Position position) {
        longs.merge(instrument, position.quantity().max(Quantity.ZERO), Quantity::plus);
    }
}
