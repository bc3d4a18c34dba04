package io.breakwater.node.liquidation;

import io.breakwater.core.protocol.CoordinatorMessage;
import io.breakwater.core.protocol.LeaseMessage;
import org.apache.pekko.actor.typed.ActorRef;

/** What the liquidation coordinator hears, wherever in the cluster it lives. */
public sealed interface CoordinatorCommand {

    /**
     * From a node's desk; it may be lost, and the desk asks again.
     *
     * @param node name of the node, one for each life of a process
     * @param message what
     * @param desk answers go there
     */
    record FromDesk(String node, CoordinatorMessage message, ActorRef<LeaseMessage.LeasesAnswered> desk)
            implements CoordinatorCommand {}

    /** What the coordinator tells itself. */
    non-sealed interface Internal extends CoordinatorCommand {}
}
