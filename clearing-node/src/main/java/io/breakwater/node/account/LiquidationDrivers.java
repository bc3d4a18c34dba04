package io.breakwater.node.account;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** Makes the driver that an account's entity starts beside itself when a liquidation begins. */
@FunctionalInterface
public interface LiquidationDrivers {

    /**
     * A driver that has not begun.
     *
     * @param accountId whose
     * @param entity the account itself: told what the driver wants done
     */
    Behavior<DriverProtocol> driverOf(String accountId, ActorRef<AccountProtocol> entity);
}
