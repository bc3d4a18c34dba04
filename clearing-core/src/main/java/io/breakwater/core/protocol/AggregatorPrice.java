package io.breakwater.core.protocol;

import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Rate;
import io.breakwater.core.oracle.ValidatedPrice;

/**
 * What an aggregator broadcasts to every node: a price and the volatility range that goes with it.
 *
 * @param price the price, its identity and its feed state
 * @param initialRange range of new risk (risk model B.6)
 * @param maintenanceRange range of existing positions
 * @param initialScale range over base range for new risk
 * @param maintenanceScale range over base range for existing positions
 */
public record AggregatorPrice(
        ValidatedPrice price, Rate initialRange, Rate maintenanceRange, Rate initialScale, Rate maintenanceScale) {

    /** The same in another feed state. */
    public AggregatorPrice in(FeedState state) {
        return state == price.state()
                ? this
                : new AggregatorPrice(price.in(state), initialRange, maintenanceRange, initialScale, maintenanceScale);
    }
}
