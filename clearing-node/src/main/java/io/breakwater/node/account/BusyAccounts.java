package io.breakwater.node.account;

import org.apache.pekko.actor.typed.ActorRef;

/**
 * Remembers which accounts have something to bring to an end, so that they are started again after a restart without
 * anybody asking for them: those in liquidation and those with open reservations (architecture section 3).
 */
public interface BusyAccounts {

    /**
     * Puts an account on its list. Nothing of the account's becomes busy before the entity has heard
     * {@link AccountProtocol.Listed}; the answer may be lost and the question repeated.
     */
    void list(String accountId, ActorRef<AccountProtocol> entity);

    /** Answers {@link AccountProtocol.StillBusy}: the account has nothing open and may leave the list. */
    void idle(String accountId, long round);
}
