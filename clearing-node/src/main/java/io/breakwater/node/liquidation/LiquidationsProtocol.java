package io.breakwater.node.liquidation;

import io.breakwater.core.margin.HealthState;
import io.breakwater.core.money.Money;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;

/** What the register of a node's liquidations hears. */
public interface LiquidationsProtocol {

    /** What the register hears. */
    sealed interface Message {}

    /**
     * Tell a page of liquidations, newest first.
     *
     * @param filter which
     * @param after the last one of the page before; absent for the first page
     * @param limit at most so many, positive
     * @param replyTo told
     */
    record ListPage(Filter filter, Optional<Key> after, int limit, ActorRef<Page> replyTo) implements Message {}

    /**
     * Follow liquidations: those open now, then each change. Updates come as {@link AuctionProtocol.Follow} says.
     *
     * @param followerId chosen by the follower, unique
     * @param filter which
     * @param follower told; when it ends, so does the following
     */
    record Follow(String followerId, Filter filter, ActorRef<Update> follower) implements Message {}

    /**
     * The follower has room for one more update.
     *
     * @param followerId as it followed
     */
    record Ready(String followerId) implements Message {}

    /** What others of this package tell the register. */
    non-sealed interface Internal extends Message {}

    /**
     * Which liquidations.
     *
     * @param openOnly only those in progress
     * @param account only of this one
     * @param underlyings only those that hold one of these; empty for all
     */
    record Filter(boolean openOnly, Optional<String> account, Set<String> underlyings) {

        /** Every liquidation. */
        public static final Filter ALL = new Filter(false, Optional.empty(), Set.of());

        /** Copies the set. */
        public Filter {
            underlyings = Set.copyOf(underlyings);
        }

        boolean holds(Liquidation liquidation) {
            boolean right = !openOnly || liquidation.endedMillis() == 0;
            boolean its =
                    account.isEmpty() || account.get().equals(liquidation.key().account());
            boolean holds =
                    underlyings.isEmpty() || liquidation.underlyings().stream().anyMatch(underlyings::contains);
            return right && its && holds;
        }
    }

    /**
     * Names a liquidation, and orders them: newest first.
     *
     * @param startedMillis when it began
     * @param account whose
     * @param number counts the account's liquidations from 1
     */
    record Key(long startedMillis, String account, long number) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byTime = Long.compare(other.startedMillis, startedMillis);
            int byAccount = byTime != 0 ? byTime : account.compareTo(other.account);
            return byAccount != 0 ? byAccount : Long.compare(other.number, number);
        }
    }

    /**
     * A page.
     *
     * @param liquidations newest first
     * @param hasMore whether there are more after the last one
     */
    record Page(List<Liquidation> liquidations, boolean hasMore) {
        /** Copies the list. */
        public Page {
            liquidations = List.copyOf(liquidations);
        }
    }

    /** What a follower hears. */
    sealed interface Update {}

    /**
     * The newest state of each liquidation that changed.
     *
     * @param timeMillis of the newest change
     * @param liquidations newest first
     */
    record Changes(long timeMillis, List<Liquidation> liquidations) implements Update {
        /** Copies the list. */
        public Changes {
            liquidations = List.copyOf(liquidations);
        }
    }

    /** More has changed than a follower may leave unread: it is not followed any more. */
    record Overloaded() implements Update {}

    /** Where a liquidation is. */
    enum Phase {
        /** Slices are planned and sold as fast as velocity permits. */
        SELLING,
        /** A feed does not permit to sell. */
        PAUSED,
        /** The backstop takes the positions over. */
        BACKSTOP_TAKEOVER,
        /** Funds pay the deficit. */
        COVERING,
        /** Profitable opposite positions are closed against the deficit. */
        DELEVERAGING,
        /** It is over. */
        ENDED
    }

    /** Who pays of a deficit, in order (risk model B.11). */
    enum Layer {
        /** The fund of the underlying. */
        SYMBOL_FUND,
        /** The fund of all underlyings. */
        GLOBAL_FUND,
        /** The operator's own capital. */
        TRANCHE,
        /** Profitable opposite positions. */
        DELEVERAGING,
        /** A haircut of everybody's gain. */
        HAIRCUT
    }

    /**
     * A liquidation as it stands.
     *
     * @param key its name
     * @param phase where it is
     * @param endedMillis when it ended, 0 while it goes on
     * @param underlyings of the positions it began with
     * @param health at the last change
     * @param equity at the last change of health, rounded down
     * @param maintenance at the last change of health, rounded up
     * @param slicesOffered so far
     * @param closedNotional so far, at the prices it went for
     * @param deficit cash below zero, at least 0
     * @param payments by layer, what it has paid
     * @param accountVersion at the last change
     */
    record Liquidation(
            Key key,
            Phase phase,
            long endedMillis,
            Set<String> underlyings,
            HealthState health,
            Money equity,
            Money maintenance,
            int slicesOffered,
            Money closedNotional,
            Money deficit,
            SortedMap<Layer, Money> payments,
            long accountVersion) {
        /** Copies the collections. */
        public Liquidation {
            underlyings = Set.copyOf(underlyings);
            payments = new TreeMap<>(Map.copyOf(payments));
        }
    }
}
