package io.breakwater.node.risk;

import io.breakwater.core.account.Account;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.margin.Exposure;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
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
     * Who holds profitable positions that closing somebody else's could be matched against? The answer names candidates
     * and no more: whoever deleverages reads the accounts themselves.
     *
     * @param instrument of the position that is closed
     * @param side what closing it does: a long is closed by selling, against shorts
     * @param mostAccounts how many at most, the largest profit first; never more than the setting
     * @param replyTo told at once
     */
    record CandidatesAsked(Instrument instrument, BucketKey.Side side, int mostAccounts, ActorRef<Candidates> replyTo)
            implements RiskProtocol {}

    /**
     * Accounts to read before a deleveraging.
     *
     * @param accountIds by falling profit, then id
     */
    record Candidates(List<String> accountIds) {
        /** Copies the list. */
        public Candidates {
            accountIds = List.copyOf(accountIds);
        }
    }

    /**
     * What are the gains of this node's holders together, at one price?
     *
     * @param instrument of the positions
     * @param price to value them at
     * @param replyTo told at once
     */
    record GainsAsked(Instrument instrument, Price price, ActorRef<Gains> replyTo) implements RiskProtocol {}

    /**
     * The gains of this node's holders, by the exposures it knows.
     *
     * @param total sum of positive unrealised profits, rounded up each
     * @param holders how many holders were counted, with or without a gain
     * @param unwatched accounts of this node that were not counted because they have not shown what they hold
     */
    record Gains(Money total, int holders, int unwatched) {}

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
