package io.breakwater.node.risk;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.margin.Exposure;
import io.breakwater.core.margin.Exposure.Holding;
import io.breakwater.core.money.Quantity;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who holds what on this node, by the last exposure of each account, awake or not: open interest. Not thread-safe: one owner.
 */
final class Holders {

    private final Map<String, Known> accounts = new HashMap<>();
    private final Map<Instrument, Map<String, Quantity>> byInstrument = new HashMap<>();
    private final Map<Instrument, Quantity> longs = new HashMap<>();

    private record Known(long version, List<Instrument> instruments) {}

    /** Takes an exposure in place of an older one. */
    void put(Exposure exposure) {
        Known known = accounts.get(exposure.accountId());
        if (known != null && known.version > exposure.version()) {
            return;
        }
        remove(exposure.accountId());
        List<Instrument> held =
                exposure.positions().stream().map(Holding::instrument).toList();
        accounts.put(exposure.accountId(), new Known(exposure.version(), held));
        for (Holding holding : exposure.positions()) {
            Quantity quantity = holding.position().quantity();
            byInstrument
                    .computeIfAbsent(holding.instrument(), key -> new HashMap<>())
                    .put(exposure.accountId(), quantity);
            addLongs(holding.instrument(), quantity.max(Quantity.ZERO));
        }
    }

    /** Forgets an account that has left or is closed. */
    void remove(String accountId) {
        Known known = accounts.remove(accountId);
        if (known == null) {
            return;
        }
        for (Instrument instrument : known.instruments) {
            Quantity quantity = byInstrument.get(instrument).remove(accountId);
            addLongs(instrument, quantity.max(Quantity.ZERO).negate());
        }
    }

    private void addLongs(Instrument instrument, Quantity quantity) {
        longs.merge(instrument, quantity, Quantity::plus);
    }

    /** Whether an account has shown what it holds. */
    boolean knows(String accountId) {
        return accounts.containsKey(accountId);
    }

    /** Every account known. */
    Collection<String> accountIds() {
        return Collections.unmodifiableSet(accounts.keySet());
    }

    /** Every instrument that was held. */
    Set<Instrument> instruments() {
        return Collections.unmodifiableSet(byInstrument.keySet());
    }

    /** The quantity of all longs. */
    Quantity longs(Instrument instrument) {
        return longs.getOrDefault(instrument, Quantity.ZERO);
    }
}
