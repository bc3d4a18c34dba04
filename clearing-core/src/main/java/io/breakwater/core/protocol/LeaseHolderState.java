package io.breakwater.core.protocol;

import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.protocol.CoordinatorMessage.LeaseReturned;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a node knows of its accounts' wishes and of the coordinator. Nothing of it is durable: a node that restarts has
 * another name, holds no slot, and its accounts plan again.
 *
 * @param node name, one for each life of the process
 * @param lastNumber of the last bundle sent
 * @param sentMillis when that was
 * @param heardMillis when the newest answered bundle was sent: the coordinator was there since
 * @param wanted wishes by account and market
 * @param asked bundles that may still be answered, by number
 * @param slot held, perhaps past its end
 * @param markets newest state by market
 * @param returns what came back unsold and the coordinator has not noted, by fencing number
 */
public record LeaseHolderState(
        String node,
        long lastNumber,
        long sentMillis,
        long heardMillis,
        SortedMap<LeaseWish.Id, LeaseWish> wanted,
        SortedMap<Long, Asked> asked,
        Optional<LeaseSlot> slot,
        SortedMap<BucketKey, LeaseMarket> markets,
        SortedMap<Long, LeaseReturned> returns) {

    /**
     * A bundle on its way.
     *
     * @param sentMillis when it was sent; its leases end one lease time later
     * @param wishes what it asked for
     */
    record Asked(long sentMillis, SortedSet<LeaseWish.Id> wishes) {
        Asked {
            wishes = Collections.unmodifiableSortedSet(new TreeSet<>(wishes));
        }
    }

    /** Copies the maps. */
    public LeaseHolderState {
        wanted = Collections.unmodifiableSortedMap(new TreeMap<>(wanted));
        asked = Collections.unmodifiableSortedMap(new TreeMap<>(asked));
        markets = Collections.unmodifiableSortedMap(new TreeMap<>(markets));
        returns = Collections.unmodifiableSortedMap(new TreeMap<>(returns));
    }

    /** A node that has just started. */
    public static LeaseHolderState started(String node, long nowMillis) {
        return new LeaseHolderState(
                node,
                0,
                Long.MIN_VALUE / 2,
                nowMillis,
                new TreeMap<>(),
                new TreeMap<>(),
                Optional.empty(),
                new TreeMap<>(),
                new TreeMap<>());
    }

    /** The slot, if it may be used now: it has not ended, and no coordinator has been heard of for long enough. */
    Optional<LeaseSlot> usableSlot(CoordinatorParameters parameters, long nowMillis) {
        boolean silent = nowMillis - heardMillis >= parameters.silenceMillis();
        return slot.filter(held -> silent && nowMillis < held.untilMillis());
    }

    LeaseHolderState withWanted(SortedMap<LeaseWish.Id, LeaseWish> next) {
        return new LeaseHolderState(node, lastNumber, sentMillis, heardMillis, next, asked, slot, markets, returns);
    }

    LeaseHolderState withMarkets(SortedMap<BucketKey, LeaseMarket> next) {
        return new LeaseHolderState(node, lastNumber, sentMillis, heardMillis, wanted, asked, slot, next, returns);
    }

    LeaseHolderState withReturns(SortedMap<Long, LeaseReturned> next) {
        return new LeaseHolderState(node, lastNumber, sentMillis, heardMillis, wanted, asked, slot, markets, next);
    }

    LeaseHolderState withSlot(Optional<LeaseSlot> next) {
        return new LeaseHolderState(node, lastNumber, sentMillis, heardMillis, wanted, asked, next, markets, returns);
    }

    LeaseHolderState withAsked(SortedMap<Long, Asked> next) {
        return new LeaseHolderState(node, lastNumber, sentMillis, heardMillis, wanted, next, slot, markets, returns);
    }

    /** With one more bundle on its way. */
    LeaseHolderState sent(List<LeaseWish> wishes, long nowMillis) {
        TreeSet<LeaseWish.Id> ids = new TreeSet<>();
        wishes.forEach(wish -> ids.add(wish.id()));
        TreeMap<Long, Asked> next = new TreeMap<>(asked);
        next.put(lastNumber + 1, new Asked(nowMillis, ids));
        return new LeaseHolderState(node, lastNumber + 1, nowMillis, heardMillis, wanted, next, slot, markets, returns);
    }

    LeaseHolderState heard(long sinceMillis) {
        return new LeaseHolderState(
                node,
                lastNumber,
                sentMillis,
                Math.max(heardMillis, sinceMillis),
                wanted,
                asked,
                slot,
                markets,
                returns);
    }
}
