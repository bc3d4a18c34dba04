package io.breakwater.node.account;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountCommand;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.Refusal;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.protocol.SettlementMessage;
import io.breakwater.core.protocol.SettlementStep;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** What an account entity hears, from anywhere in the cluster. */
public sealed interface AccountProtocol {

    /**
     * Decide a command, persist its events, and answer.
     *
     * @param command what
     * @param replyTo told once it is durable or refused
     */
    record Execute(AccountCommand command, ActorRef<Reply> replyTo) implements AccountProtocol {}

    /**
     * To the first party: clear this settlement. Answered once it is booked or refused for good; the same settlement again
     * gives the same answer.
     *
     * @param settlement whose first party this account is
     * @param replyTo told how it ended
     */
    record Clear(Settlement settlement, ActorRef<SettlementStep.Answer> replyTo) implements AccountProtocol {}

    /**
     * A message of a settlement, from the other party.
     *
     * @param message what
     */
    record Settle(SettlementMessage message) implements AccountProtocol {}

    /**
     * Tell the present state; an account that was never opened has status NONE.
     *
     * @param replyTo told at once
     */
    record Read(ActorRef<Account> replyTo) implements AccountProtocol {}

    /**
     * Tell the state now and every change from now on, until the watcher ends.
     *
     * @param watcher told {@link Update}s in order
     */
    record Watch(ActorRef<Update> watcher) implements AccountProtocol {}

    /**
     * The risk book nominates the account: re-test its health at the newest prices.
     *
     * @param acceptedNanos the node's monotonic clock when the price that caused it was accepted
     * @param replyTo the book of the account's own node
     */
    record Nominated(long acceptedNanos, ActorRef<Assessed> replyTo) implements AccountProtocol {}

    /**
     * The account is on its list of busy accounts: from here on it will be started with its shard, and may begin what must
     * be brought to an end.
     */
    record Listed() implements AccountProtocol {}

    /**
     * A list of busy accounts asks whether the account is busy still; an account that sleeps is awake by this.
     *
     * @param round to be repeated in the answer
     */
    record StillBusy(long round) implements AccountProtocol {}

    /** What only the entity itself, its clock and its shard say to it. */
    enum Own implements AccountProtocol {
        /** Everything that was queued before this is decided now. */
        FLUSH,
        /** There was no answer from the list of busy accounts. */
        LIST_AGAIN,
        /** The driver that failed may be started again. */
        START_DRIVER,
        /** Nobody has said anything for a while. */
        IDLE,
        /** The shard takes the account out of memory. */
        STOP
    }

    /**
     * How a command ended.
     *
     * @param version of the account afterwards
     * @param refusal why nothing has changed; absent when it is durable
     */
    record Reply(long version, Optional<Refusal> refusal) {
        /** Whether the command holds. */
        public boolean isAccepted() {
            return refusal.isEmpty();
        }
    }

    /**
     * One change of an account.
     *
     * @param account after it
     * @param events what happened; empty in the first update of a watch
     */
    record Update(Account account, List<AccountEvent> events) {
        /** Copies the list. */
        public Update {
            events = List.copyOf(events);
        }
    }

    /**
     * How a nomination ended.
     *
     * @param accountId whose
     * @param viewTimeMillis time of the view it looked at
     * @param acceptedNanos as nominated
     * @param result what came of it
     */
    record Assessed(String accountId, long viewTimeMillis, long acceptedNanos, Result result) {

        /** What a nomination led to. */
        public enum Result {
            /** Health changed, and the change is durable. */
            CHANGED,
            /** The state stands. */
            UNCHANGED,
            /** Below maintenance, but the feed does not permit a liquidation yet: to be asked again. */
            BLOCKED
        }
    }
}
