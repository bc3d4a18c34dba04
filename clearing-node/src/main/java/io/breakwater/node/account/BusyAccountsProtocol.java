package io.breakwater.node.account;

import org.apache.pekko.actor.typed.ActorRef;

/** What a list of busy accounts hears, from anywhere in the cluster. */
public sealed interface BusyAccountsProtocol {

    /**
     * Put an account on the list, durably, and then tell its entity {@link AccountProtocol.Listed}.
     *
     * @param accountId which
     * @param entity told when it is on the list
     */
    record Enlist(String accountId, ActorRef<AccountProtocol> entity) implements BusyAccountsProtocol {}

    /**
     * An account that was asked {@link AccountProtocol.StillBusy} is not.
     *
     * @param accountId which
     * @param round as asked
     */
    record Idle(String accountId, long round) implements BusyAccountsProtocol {}

    /** A node starts the list, if it does not run; it asks all its accounts then, and so they are started too. */
    record Wake() implements BusyAccountsProtocol {}

    /** What only the list itself and its shard say to it. */
    enum Own implements BusyAccountsProtocol {
        /** Everything that was queued before this is written now. */
        FLUSH,
        /** Time to ask the accounts again. */
        ROUND,
        /** The shard moves the list. */
        STOP
    }
}
