package io.breakwater.core.protocol;

import io.breakwater.core.money.Money;

/** What the driver of a liquidation hears. */
public sealed interface LiquidationMessage {

    /** Look at the account again: it was nominated, a settlement of it ended, or the driver's own timer fired. */
    record Woken() implements LiquidationMessage {}

    /**
     * The coordinator grants velocity.
     *
     * @param requestId which request it answers
     * @param amount notional that may be offered
     * @param fence fencing number of the lease, rising
     */
    record Granted(long requestId, Money amount, long fence) implements LiquidationMessage {}

    /**
     * The coordinator cannot grant in time: the wait would be longer than the account has until bankruptcy (risk model
     * B.13, solvency clause).
     *
     * @param requestId which request it answers
     */
    record TooLate(long requestId) implements LiquidationMessage {}

    /**
     * The auction of a slice has run its time.
     *
     * @param sliceId which
     */
    record AuctionOver(String sliceId) implements LiquidationMessage {}
}
