package io.breakwater.node.market;

import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.core.protocol.AggregatorPrice;
import java.util.Optional;

/**
 * What an oracle aggregator tells every node about its underlying at one tick.
 *
 * @param price validated index with its identity, state, averages and volatility scales
 * @param mark mark price of the perpetual
 * @param sigma one-minute volatility as a share of the price
 * @param own the own book, where it quotes
 */
public record PublishedPrice(AggregatorPrice price, Price mark, Rate sigma, Optional<OwnMarket> own) {

    /**
     * The own book of the perpetual, as it was quoted last.
     *
     * @param bid best bid
     * @param ask best ask
     * @param last last trade
     * @param depth notional within 1 % of mid on the thinner side
     */
    public record OwnMarket(Price bid, Price ask, Price last, Money depth) {

        /** Halfway between bid and ask, rounded down to the unit. */
        public Price mid() {
            return new Price(Math.floorDiv(Math.addExact(bid.units(), ask.units()), 2));
        }
    }

    /** The underlying. */
    public String symbol() {
        return price.price().symbol();
    }
}
