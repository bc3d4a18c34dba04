package io.breakwater.core.protocol;

import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.liquidation.VelocityConditions;
import io.breakwater.core.money.Money;

/**
 * The newest state of one market, told to whoever grants velocity in it.
 *
 * @param bucket market and side
 * @param conditions depth, displacement, impact and so on, of the whole market
 * @param parameters the version of the throttle in force
 * @param backstopRoom what the backstop may still take, at least 0
 */
public record LeaseMarket(
        BucketKey bucket, VelocityConditions conditions, ThrottleParameters parameters, Money backstopRoom)
        implements CoordinatorMessage, LeaseMessage {

    /** The market after the backstop was promised a part of its room. */
    LeaseMarket backstopTook(Money amount) {
        return new LeaseMarket(bucket, conditions, parameters, backstopRoom.minus(amount));
    }
}
