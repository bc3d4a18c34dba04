package io.breakwater.node.liquidation;

import io.breakwater.core.money.Money;
import org.apache.pekko.actor.typed.ActorRef;

/** What the desk hears that covers losses; one for the whole cluster. */
public sealed interface LossProtocol {

    /**
     * An account is bankrupt, or has nothing left and owes: close it out and cover its deficit. Asked again while it is in
     * hand, nothing more happens.
     *
     * @param account which
     * @param underlying whose market the loss is counted to: that with the greatest part of its requirement
     */
    record Cover(String account, String underlying) implements LossProtocol {}

    /**
     * Tell this register what layers pay.
     *
     * @param register told {@link Paid}
     */
    record Inform(ActorRef<Paid> register) implements LossProtocol {}

    /**
     * A layer has paid a part of a deficit.
     *
     * @param account whose
     * @param layer which
     * @param amount positive
     */
    record Paid(String account, LiquidationsProtocol.Layer layer, Money amount) {}

    /** What the desk tells itself. */
    non-sealed interface Internal extends LossProtocol {}
}
