package io.breakwater.node.risk;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the accounts of one node add to open interest and to the heat map: nodes tell each other, and each adds up.
 *
 * @param node which, by its address in the cluster
 * @param markets by instrument
 */
public record NodePart(String node, SortedMap<Instrument, MarketPart> markets) {

    /** Copies the map. */
    public NodePart {
        markets = Collections.unmodifiableSortedMap(new TreeMap<>(markets));
    }

    /**
     * The part of one instrument.
     *
     * @param longs quantity of all longs, at least 0
     * @param liquidatableByFall notional that a fall of one percent would liquidate
     * @param liquidatableByRise notional that a rise of one percent would liquidate
     */
    public record MarketPart(Quantity longs, Money liquidatableByFall, Money liquidatableByRise) {

        /** Nothing held. */
        public static final MarketPart NONE = new MarketPart(Quantity.ZERO, Money.ZERO, Money.ZERO);

        /** Both together. */
        public MarketPart plus(MarketPart other) {
            return new MarketPart(
                    longs.plus(other.longs),
                    liquidatableByFall.plus(other.liquidatableByFall),
                    liquidatableByRise.plus(other.liquidatableByRise));
        }
    }
}
