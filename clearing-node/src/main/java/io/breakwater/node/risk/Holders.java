package io.breakwater.node.risk;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.margin.Exposure;
import io.breakwater.core.margin.Exposure.Holding;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who holds what on this node, by the last exposure of each account, awake or not: open interest, gains of a market, and
 * candidates for a deleveraging. Not thread-safe: one owner.
 */
final class Holders {

    private final Map<String, Known> accounts = new HashMap<>();
    private final Map<Instrument, Map<String, Held>> byInstrument = new HashMap<>();
    private final Map<Instrument, Quantity> longs = new HashMap<>();

    private record Known(long version, List<Instrument> instruments) {}

    /**
     * @param position as last shown
     * @param mayBeDeleveraged whether it is a client's that is not in liquidation itself
     */
    private record Held(Position position, boolean mayBeDeleveraged) {

        /** Positive unrealised profit at a price, after the facts of the market; rounded up. */
        private Money gain(Price price, MarketFacts facts) {
            Position accrued = position.accrue(facts).position();
            return price.times(accrued.quantity(), Rounding.UP)
                    .plus(accrued.quote())
                    .max(Money.ZERO);
        }
    }

    /** Takes an exposure in place of an older one. */
    void put(Exposure exposure, boolean isMargined) {
        Known known = accounts.get(exposure.accountId());
        if (known != null && known.version > exposure.version()) {
            return;
        }
        remove(exposure.accountId());
        boolean mayBeDeleveraged = isMargined && !exposure.state().isLiquidation();
        List<Instrument> held =
                exposure.positions().stream().map(Holding::instrument).toList();
        accounts.put(exposure.accountId(), new Known(exposure.version(), held));
        for (Holding holding : exposure.positions()) {
            byInstrument
                    .computeIfAbsent(holding.instrument(), key -> new HashMap<>())
                    .put(exposure.accountId(), new Held(holding.position(), mayBeDeleveraged));
            addLongs(holding.instrument(), holding.position().quantity().max(Quantity.ZERO));
        }
    }

    /** Forgets an account that has left or is closed. */
    void remove(String accountId) {
        Known known = accounts.remove(accountId);
        if (known == null) {
            return;
        }
        for (Instrument instrument : known.instruments) {
            Held held = byInstrument.get(instrument).remove(accountId);
            addLongs(instrument, held.position().quantity().max(Quantity.ZERO).negate());
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

    /** How many accounts hold an instrument. */
    int count(Instrument instrument) {
        return held(instrument).size();
    }

    /** Sum of positive unrealised profits, as a loss haircut would charge them. */
    Money gains(Instrument instrument, Price price, MarketFacts facts) {
        return held(instrument).values().stream()
                .map(held -> held.gain(price, facts))
                .reduce(Money.ZERO, Money::plus);
    }

    /** Clients in profit whose positions a closing trade of a side can be matched against, the largest profit first. */
    List<String> candidates(Instrument instrument, BucketKey.Side closing, Price mark, MarketFacts facts, int most) {
        int opposite = closing == BucketKey.Side.SELLING ? -1 : 1;
        Map<String, Money> profits = new HashMap<>();
        held(instrument).forEach((accountId, held) -> {
            Money gain = held.gain(mark, facts);
            if (held.mayBeDeleveraged && held.position.quantity().signum() == opposite && gain.signum() > 0) {
                profits.put(accountId, gain);
            }
        });
        return profits.entrySet().stream()
                .sorted(Map.Entry.<String, Money>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<String, Held> held(Instrument instrument) {
        return byInstrument.getOrDefault(instrument, Map.of());
    }
}
