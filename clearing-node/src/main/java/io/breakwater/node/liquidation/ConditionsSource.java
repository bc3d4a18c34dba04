package io.breakwater.node.liquidation;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.liquidation.VelocityConditions;
import io.breakwater.core.money.Money;
import java.util.Optional;

/**
 * What the throttle and the backstop need to know of a market: depth, displacement, impact, volume and open interest. Its
 * methods are called on the threads of actors and answer at once.
 */
public interface ConditionsSource {

    /**
     * The conditions of a market for sales of one side now; absent before the market has been seen, and nothing is granted
     * in it then.
     */
    Optional<VelocityConditions> of(Instrument instrument, BucketKey.Side side);

    /** The notional of all longs of an instrument at its newest mark; zero when nobody holds it. */
    Money openInterest(Instrument instrument);
}
