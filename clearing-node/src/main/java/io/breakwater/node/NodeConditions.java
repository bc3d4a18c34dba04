package io.breakwater.node;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.liquidation.VelocityConditions;
import io.breakwater.core.money.Money;
import io.breakwater.node.liquidation.ConditionsSource;
import io.breakwater.node.risk.MarketConditions;
import java.util.Optional;

/**
 * Shows the risk book's conditions to those who liquidate, who do not know the book.
 *
 * @param conditions of every market
 */
record NodeConditions(MarketConditions conditions) implements ConditionsSource {

    @Override
    public Optional<VelocityConditions> of(Instrument instrument, BucketKey.Side side) {
        return conditions.of(instrument, side);
    }

    @Override
    public Money openInterest(Instrument instrument) {
        return conditions.openInterest(instrument);
    }
}
