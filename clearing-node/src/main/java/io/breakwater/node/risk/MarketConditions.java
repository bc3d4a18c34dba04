package io.breakwater.node.risk;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.liquidation.VelocityConditions;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import java.util.Map;
import java.util.Optional;

/**
 * The newest conditions of every market as this node sees them, for whoever asks for velocity or grants it; any thread
 * may read, one writer replaces them once a second.
 */
public final class MarketConditions {

    private volatile Map<Market, VelocityConditions> newest = Map.of();
    private volatile Map<Instrument, Money> interest = Map.of();
    private volatile Map<Instrument, Quantity> units = Map.of();

    /**
     * One side of one market.
     *
     * @param instrument what is sold or bought
     * @param side what we do
     */
    record Market(Instrument instrument, BucketKey.Side side) {}

    /** The conditions for sales or purchases of an instrument; absent until its own book has been seen. */
    public Optional<VelocityConditions> of(Instrument instrument, BucketKey.Side side) {
        return Optional.ofNullable(newest.get(new Market(instrument, side)));
    }

    /** Notional of all longs of the cluster at the mark; zero of an instrument nobody holds. */
    public Money openInterest(Instrument instrument) {
        return interest.getOrDefault(instrument, Money.ZERO);
    }

    /** Quantity of all longs of the cluster; zero of an instrument nobody holds. */
    public Quantity openUnits(Instrument instrument) {
        return units.getOrDefault(instrument, Quantity.ZERO);
    }

    void show(
            Map<Market, VelocityConditions> conditions,
            Map<Instrument, Money> openInterest,
            Map<Instrument, Quantity> openUnits) {
        newest = Map.copyOf(conditions);
        interest = Map.copyOf(openInterest);
        units = Map.copyOf(openUnits);
    }
}
