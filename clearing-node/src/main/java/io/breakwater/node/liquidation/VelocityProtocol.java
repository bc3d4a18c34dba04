package io.breakwater.node.liquidation;

import io.breakwater.core.account.OpenSlice;
import io.breakwater.core.money.Money;
import io.breakwater.core.protocol.LiquidationAction;
import io.breakwater.core.protocol.LiquidationMessage;
import org.apache.pekko.actor.typed.ActorRef;

/** What a node's velocity desk hears. */
public sealed interface VelocityProtocol {

    /**
     * Somebody who sells asks for velocity; the newest wish of an account in a market replaces an older one.
     *
     * @param account who sells
     * @param request what and how much
     * @param lastFence highest fencing number that the account has spent
     * @param replyTo told {@link LiquidationMessage.Granted} or {@link LiquidationMessage.TooLate} with the request's id
     */
    record Ask(
            String account,
            LiquidationAction.AskVelocity request,
            long lastFence,
            ActorRef<? super LiquidationMessage> replyTo)
            implements VelocityProtocol {}

    /**
     * A slice was withdrawn: what it did not sell goes back to the bucket that paid for it.
     *
     * @param slice which
     * @param notional unfilled
     */
    record Returned(OpenSlice slice, Money notional) implements VelocityProtocol {}

    /**
     * An account wishes for nothing any more.
     *
     * @param account whose liquidation has ended
     */
    record Ended(String account) implements VelocityProtocol {}

    /** What the desk hears from the coordinator, its clock and its own questions. */
    non-sealed interface Internal extends VelocityProtocol {}
}
