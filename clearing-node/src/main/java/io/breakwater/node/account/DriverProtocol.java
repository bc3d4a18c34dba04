package io.breakwater.node.account;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.protocol.LiquidationMessage;
import java.util.List;

/** What the driver of a liquidation hears. It is a child of its account's entity and forgets everything when it stops. */
public sealed interface DriverProtocol {

    /**
     * First: the account as it stands.
     *
     * @param account in liquidation
     * @param afterRestart whether it was in liquidation already when its entity started: open slices are withdrawn then
     */
    record Begin(Account account, boolean afterRestart) implements DriverProtocol {}

    /**
     * The account has changed.
     *
     * @param before it
     * @param after it
     * @param events what happened, durable
     */
    record AccountChanged(Account before, Account after, List<AccountEvent> events) implements DriverProtocol {}

    /**
     * A message of the driver's protocol: from a timer, the velocity desk, or an auction that is over.
     *
     * @param message what
     */
    record Hears(LiquidationMessage message) implements DriverProtocol {}
}
