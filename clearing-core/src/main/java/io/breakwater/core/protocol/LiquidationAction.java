package io.breakwater.core.protocol;

import io.breakwater.core.account.AccountCommand;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;

/** What the driver of a liquidation wants done, in order. */
public sealed interface LiquidationAction {

    /**
     * Ask the account itself; whoever executes it opens an auction for a slice that is offered by it, and returns to the
     * coordinator what a withdrawn slice had left.
     *
     * @param command what
     */
    record Command(AccountCommand command) implements LiquidationAction {}

    /**
     * Ask the coordinator for velocity.
     *
     * @param requestId to be repeated in the grant
     * @param instrument what will be closed
     * @param sells whether a long is closed
     * @param notional how much
     * @param equity of the account, rounded down
     * @param delta |delta| of the account in the settlement currency, netted within each underlying, rounded up
     */
    record AskVelocity(long requestId, Instrument instrument, boolean sells, Money notional, Money equity, Money delta)
            implements LiquidationAction {}

    /**
     * Let the backstop take what is left of a slice, at the auction's last price; its inventory permitting.
     *
     * @param sliceId which
     */
    record SliceToBackstop(String sliceId) implements LiquidationAction {}

    /**
     * Let the backstop take a quantity that would wait longer for velocity than the account has until bankruptcy.
     *
     * @param instrument what
     * @param quantity signed movement that closes it
     */
    record PartToBackstop(Instrument instrument, Quantity quantity) implements LiquidationAction {}

    /** Let the backstop take everything; a deficit goes down the waterfall. */
    record AllToBackstop() implements LiquidationAction {}

    /**
     * Wake the driver again after a while.
     *
     * @param afterMillis how long
     */
    record Wake(long afterMillis) implements LiquidationAction {}

    /** The liquidation is over; the driver stops. */
    record Finished() implements LiquidationAction {}
}
