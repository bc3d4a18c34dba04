package io.breakwater.node.liquidation;

import io.breakwater.core.account.Refusal;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/** What the floor hears on which keepers see the slices of a node's accounts, and take them. */
public interface AuctionProtocol {

    /** What the floor hears. */
    sealed interface Message {}

    /**
     * Follow the auctions: those open now, then every change. One {@link Update} is sent at once, and the next when the
     * follower is {@link Ready}; what changes meanwhile is kept as its newest state.
     *
     * @param followerId chosen by the follower, unique
     * @param underlyings of interest; empty for all
     * @param follower told; when it ends, so does the following
     */
    record Follow(String followerId, Set<String> underlyings, ActorRef<Update> follower) implements Message {
        /** Copies the set. */
        public Follow {
            underlyings = Set.copyOf(underlyings);
        }
    }

    /**
     * The follower has room for one more update.
     *
     * @param followerId as it followed
     */
    record Ready(String followerId) implements Message {}

    /**
     * A keeper takes a slice, or a part of it, at the price of the moment.
     *
     * @param operationId idempotency key, and the id of the settlement
     * @param keeper account that will hold what it takes
     * @param account in liquidation
     * @param sliceId within the account
     * @param quantity unsigned, positive
     * @param limitPrice the highest price when the keeper buys, the lowest when it sells
     * @param replyTo told how it ended
     */
    record Take(
            SettlementId operationId,
            String keeper,
            String account,
            String sliceId,
            Quantity quantity,
            Price limitPrice,
            ActorRef<TakeAnswer> replyTo)
            implements Message {}

    /** What the floor tells itself; nobody else sends it. */
    non-sealed interface Internal extends Message {}

    /** How a take ended. */
    sealed interface TakeAnswer {}

    /**
     * Booked in both accounts.
     *
     * @param operationId which
     * @param price of a unit
     * @param quantity signed movement of the keeper
     * @param reward of the keeper, from the account and from the fund
     * @param left of the slice, with its sign
     */
    record Taken(SettlementId operationId, Price price, Quantity quantity, Money reward, Quantity left)
            implements TakeAnswer {}

    /**
     * Booked in an earlier life of this node: the keeper's account shows at which price.
     *
     * @param operationId which
     */
    record TakenEarlier(SettlementId operationId) implements TakeAnswer {}

    /**
     * The price is worse than the keeper's limit; nothing has happened.
     *
     * @param price of the moment
     * @param limit the keeper's
     */
    record LimitNotMet(Price price, Price limit) implements TakeAnswer {}

    /**
     * A part too small to be worth its reward; nothing has happened.
     *
     * @param notional asked for
     * @param least that a part must have; the whole slice may always be taken
     */
    record TooSmall(Money notional, Money least) implements TakeAnswer {}

    /**
     * Nothing has happened.
     *
     * @param refusal why
     */
    record Refused(Refusal refusal) implements TakeAnswer {}

    /**
     * Nobody knows yet whether it was booked: ask again under the same id.
     *
     * @param operationId which
     */
    record Undecided(SettlementId operationId) implements TakeAnswer {}

    /** What a follower hears. */
    sealed interface Update {}

    /**
     * What has changed since the last update.
     *
     * @param timeMillis of the newest view
     * @param changes the newest state of each auction that changed, in order of its name
     */
    record Changes(long timeMillis, List<Change> changes) implements Update {
        /** Copies the list. */
        public Changes {
            changes = List.copyOf(changes);
        }
    }

    /** More auctions have closed than a follower may leave unread: it is not followed any more. */
    record Overloaded() implements Update {}

    /** A change of one auction. */
    sealed interface Change {}

    /**
     * New to the follower.
     *
     * @param auction as it stands
     */
    record Opened(Auction auction) implements Change {}

    /**
     * Another price, another quantity, or a pause.
     *
     * @param auction as it stands
     */
    record Changed(Auction auction) implements Change {}

    /**
     * It is over.
     *
     * @param account in liquidation
     * @param sliceId within the account
     * @param reason why
     * @param unfilled what was not taken, with the sign of the slice
     */
    record Closed(String account, String sliceId, Reason reason, Quantity unfilled) implements Change {}

    /** Why an auction is over. */
    enum Reason {
        /** Taken whole. */
        FILLED,
        /** Withdrawn: its time was over, or the account needs it no longer. */
        WITHDRAWN
    }

    /**
     * A slice on offer.
     *
     * @param account in liquidation
     * @param liquidation which of its liquidations
     * @param sliceId within the account
     * @param instrument what is closed
     * @param quantity signed movement of the account that is left
     * @param offeredMillis when the discount began to grow
     * @param endsMillis when it goes to the backstop
     * @param terms first and last discount, ramp
     * @param startPrice at the first discount and the mark of the offer
     * @param mark at the newest view
     * @param price at the newest view; absent while it is paused, or no price would raise the account's
     *     health
     * @param isBeingTaken whether a keeper's take is being decided
     * @param isPaused whether the feed does not permit to sell at present
     */
    record Auction(
            String account,
            long liquidation,
            String sliceId,
            Instrument instrument,
            Quantity quantity,
            long offeredMillis,
            long endsMillis,
            Discounts terms,
            Price startPrice,
            Price mark,
            Optional<Price> price,
            boolean isBeingTaken,
            boolean isPaused) {}

    /**
     * How the discount of an auction grows, in a straight line.
     *
     * @param first share of the mark at the beginning
     * @param last share of the mark at the end of the ramp
     * @param rampMillis length of the ramp
     */
    record Discounts(Rate first, Rate last, long rampMillis) {}
}
