package io.breakwater.node.simulation;

import io.breakwater.core.account.OpenSlice;
import io.breakwater.core.money.Money;
import io.breakwater.core.protocol.LiquidationAction;

/** Who grants liquidation velocity in a run. */
interface Velocity {

    /** Hears what becomes of a request. */
    interface Answers {
        /** So much may be offered, under a fencing number. */
        void granted(String account, long requestId, Money amount, long fence);

        /** The account would be bankrupt before it could be granted. */
        void tooLate(String account, long requestId);
    }

    /** A request of an account in liquidation. */
    void ask(String account, LiquidationAction.AskVelocity request);

    /** A slice was withdrawn with this notional unfilled. */
    void returned(OpenSlice slice, Money notional);

    /** The account's liquidation has ended: it waits for nothing any more. */
    void ended(String account);

    /** Time passes: answer what can be answered. */
    void tick(long now);
}
