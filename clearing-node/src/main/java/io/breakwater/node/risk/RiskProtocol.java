package io.breakwater.node.risk;

import io.breakwater.core.account.Account;
import io.breakwater.core.margin.Exposure;
import io.breakwater.node.account.AccountProtocol;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/** What the risk book of a node hears; none of it leaves the node. */
public sealed interface RiskProtocol {

    /**
     * An account of this node shows what it holds.
     *
     * @param exposure of one version; an older one than is known is dropped
     * @param isMargined whether it is watched; a house account is only counted
     */
    record Exposed(Exposure exposure, boolean isMargined) implements RiskProtocol {}

    /**
     * An account of this node is not open: there is nothing to watch.
     *
     * @param accountId whose
     */
    record NotOpen(String accountId) implements RiskProtocol {}

    /**
     * Accounts that live here since now and have not shown what they hold: unwatched until they do, and woken for it.
     *
     * @param accountIds whose
     */
    record Expected(List<String> accountIds) implements RiskProtocol {
        /** Copies the list. */
        public Expected {
            accountIds = List.copyOf(accountIds);
        }
    }

    /**
     * Shards have been handed over to other nodes: their accounts are watched there.
     *
     * @param shards which
     */
    record ShardsLeft(Set<Integer> shards) implements RiskProtocol {
        /** Copies the set. */
        public ShardsLeft {
            shards = Set.copyOf(shards);
        }
    }

    /**
     * What is this node's part of the markets?
     *
     * @param replyTo told at once
     */
    record PartAsked(ActorRef<NodePart> replyTo) implements RiskProtocol {}

    /** A posting waits to be valued. */
    record PostingWaits() implements RiskProtocol {}

    /** Changed accounts are to be looked at without waiting for a price. */
    record RoundDue() implements RiskProtocol {}

    /** A second of the node's time has passed. */
    record SecondPassed() implements RiskProtocol {}

    /**
     * A nomination was answered.
     *
     * @param answer by the account
     */
    record Answered(AccountProtocol.Assessed answer) implements RiskProtocol {}

    /**
     * An account that was woken has told its state.
     *
     * @param account as it stands
     */
    record Woken(Account account) implements RiskProtocol {}
}
