package io.breakwater.core.protocol;

import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.protocol.CoordinatorMessage.LeasesAsked;
import io.breakwater.core.protocol.LeaseMessage.FromDriver;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a node knows of its accounts' wishes and of the coordinator. Nothing of it is durable: a node that restarts has
 * another name, holds no slot, and its accounts plan again.
 *
 * <p>Its maps are replaced and never changed; they are not copied again with each message.
 *
 * @param node name, one for each life of the process
 * @param lastNumber of the last bundle sent
 * @param sentMillis when that was
 * @param heardMillis when the newest answered bundle was sent: the coordinator was there since
 * @param inbox what drivers have said since the last bundle
 * @param wanted wishes by account and market
 * @param returns what came back unsold and the coordinator has not noted, by fencing number
 * @param asked bundles that may still be answered, by number
 * @param slot held, perhaps past its end
 * @param markets newest state by market
 */
public record LeaseHolderState(
        String node,
        long lastNumber,
        long sentMillis,
        long heardMillis,
        LeaseInbox inbox,
        SortedMap<LeaseWish.Id, LeaseWish> wanted,
        SortedMap<Long, LeaseReturn> returns,
        SortedMap<Long, Asked> asked,
        Optional<LeaseSlot> slot,
        SortedMap<BucketKey, LeaseMarket> markets) {

    /**
     * A bundle on its way.
     *
     * @param sentMillis when it was sent; its leases end one lease time later
     * @param wishes what it asked for
     * @param returns fencing numbers of what it gave back
     */
    public record Asked(long sentMillis, Set<LeaseWish.Id> wishes, Set<Long> returns) {}

    /** A node that has just started. */
    public static LeaseHolderState started(String node, long nowMillis) {
        return new LeaseHolderState(
                node,
                0,
                Long.MIN_VALUE / 2,
                nowMillis,
                LeaseInbox.EMPTY,
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Optional.empty(),
                Collections.emptySortedMap());
    }

    /** The slot, if it may be used now: it has not ended, and no coordinator has been heard of for long enough. */
    Optional<LeaseSlot> usableSlot(CoordinatorParameters parameters, long nowMillis) {
        boolean silent = nowMillis - heardMillis >= parameters.silenceMillis();
        return slot.filter(held -> silent && nowMillis < held.untilMillis());
    }

    /** Wishes that are not on their way. */
    List<LeaseWish> freeWishes(CoordinatorParameters parameters, long nowMillis) {
        TreeMap<LeaseWish.Id, LeaseWish> free = new TreeMap<>(wanted);
        onTheirWay(parameters, nowMillis).forEach(bundle -> bundle.wishes().forEach(free::remove));
        return List.copyOf(free.values());
    }

    /** Returns that are not on their way. */
    List<LeaseReturn> freeReturns(CoordinatorParameters parameters, long nowMillis) {
        TreeMap<Long, LeaseReturn> free = new TreeMap<>(returns);
        onTheirWay(parameters, nowMillis).forEach(bundle -> bundle.returns().forEach(free::remove));
        return List.copyOf(free.values());
    }

    /** A bundle that is not answered within a lease time counts as lost. */
    private List<Asked> onTheirWay(CoordinatorParameters parameters, long nowMillis) {
        return asked.values().stream()
                .filter(bundle -> nowMillis < bundle.sentMillis() + parameters.leaseMillis())
                .toList();
    }

    /**
     * With one more word of a driver. Beyond the limit of an inbox it is dropped: a wish is wished again, a return is lost,
     * which wastes velocity and never exceeds it.
     */
    LeaseHolderState received(FromDriver message, CoordinatorParameters parameters) {
        boolean fits = inbox.size() < parameters.maxWishes() + parameters.maxLeases();
        LeaseInbox next = fits ? inbox.plus(message) : inbox;
        return new LeaseHolderState(
                node, lastNumber, sentMillis, heardMillis, next, wanted, returns, asked, slot, markets);
    }

    /** With the inbox read. What a slot granted is not given back: nobody but the slot counts it. */
    LeaseHolderState read(CoordinatorParameters parameters) {
        TreeMap<LeaseWish.Id, LeaseWish> nextWanted = new TreeMap<>(wanted);
        TreeMap<Long, LeaseReturn> nextReturns = new TreeMap<>(returns);
        for (FromDriver message : inbox.inOrder()) {
            if (message instanceof LeaseMessage.Wanted wish) {
                nextWanted.put(wish.wish().id(), wish.wish());
            } else if (message instanceof LeaseMessage.NoLongerWanted gone) {
                nextWanted.remove(gone.id());
            } else if (message instanceof LeaseMessage.Unfilled back
                    && !back.lease().ofSlot()) {
                nextReturns.put(back.lease().fence(), returned(back));
            }
        }
        while (nextWanted.size() > parameters.maxWishes()) {
            nextWanted.pollLastEntry();
        }
        while (nextReturns.size() > parameters.maxLeases()) {
            nextReturns.pollFirstEntry();
        }
        return new LeaseHolderState(
                node,
                lastNumber,
                sentMillis,
                heardMillis,
                LeaseInbox.EMPTY,
                nextWanted,
                nextReturns,
                asked,
                slot,
                markets);
    }

    private static LeaseReturn returned(LeaseMessage.Unfilled back) {
        Lease lease = back.lease();
        return new LeaseReturn(lease.wish().account(), lease.fence(), back.sliceId(), back.amount());
    }

    /** With a bundle sent, and without those too old to be answered. */
    LeaseHolderState sent(LeasesAsked bundle, CoordinatorParameters parameters, long nowMillis) {
        TreeMap<Long, Asked> next = new TreeMap<>(asked);
        next.values().removeIf(old -> old.sentMillis() <= nowMillis - parameters.answerMillis());
        Set<LeaseWish.Id> wishes = bundle.wishes().stream().map(LeaseWish::id).collect(Collectors.toUnmodifiableSet());
        Set<Long> fences = bundle.returns().stream().map(LeaseReturn::fence).collect(Collectors.toUnmodifiableSet());
        next.put(bundle.number(), new Asked(nowMillis, wishes, fences));
        return new LeaseHolderState(
                node, bundle.number(), nowMillis, heardMillis, inbox, wanted, returns, next, slot, markets);
    }

    /** With a bundle answered: its returns are noted. */
    LeaseHolderState answered(long number) {
        TreeMap<Long, Asked> nextAsked = new TreeMap<>(asked);
        Asked bundle = nextAsked.remove(number);
        TreeMap<Long, LeaseReturn> nextReturns = new TreeMap<>(returns);
        bundle.returns().forEach(nextReturns::remove);
        long heard = Math.max(heardMillis, bundle.sentMillis());
        return new LeaseHolderState(
                node, lastNumber, sentMillis, heard, inbox, wanted, nextReturns, nextAsked, slot, markets);
    }

    LeaseHolderState withoutWishes(List<LeaseWish.Id> ids) {
        TreeMap<LeaseWish.Id, LeaseWish> next = new TreeMap<>(wanted);
        ids.forEach(next::remove);
        return new LeaseHolderState(
                node, lastNumber, sentMillis, heardMillis, inbox, next, returns, asked, slot, markets);
    }

    LeaseHolderState withSlot(LeaseSlot next) {
        return new LeaseHolderState(
                node, lastNumber, sentMillis, heardMillis, inbox, wanted, returns, asked, Optional.of(next), markets);
    }

    LeaseHolderState withMarket(LeaseMarket market) {
        TreeMap<BucketKey, LeaseMarket> next = new TreeMap<>(markets);
        next.put(market.bucket(), market);
        return new LeaseHolderState(
                node, lastNumber, sentMillis, heardMillis, inbox, wanted, returns, asked, slot, next);
    }
}
