package io.breakwater.core.protocol;

import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.protocol.CoordinatorMessage.LeaseReturned;
import io.breakwater.core.protocol.CoordinatorMessage.LeasesAsked;
import io.breakwater.core.protocol.LeaseHolderState.Asked;
import io.breakwater.core.protocol.LeaseHolderStep.Delivery;
import io.breakwater.core.protocol.LeaseHolderStep.ForBackstop;
import io.breakwater.core.protocol.LeaseMessage.Answer;
import io.breakwater.core.protocol.LeaseMessage.LeasesAnswered;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A node's side of the coordinator as a pure state machine: it bundles wishes, hands out leases, and falls back to its
 * slot while there is no coordinator.
 *
 * <p>A lease ends one lease time after the node sent the bundle that asked for it, whenever the answer comes: so no clock
 * is compared with another, and a grant that was delayed is dead on arrival. A wish is on its way once at most; a lost
 * bundle is asked again after a lease time. An answer is used once, so a repeated one changes nothing.
 */
public final class LeaseHolder {

    private LeaseHolder() {}

    /** What a node does on a message. */
    public static LeaseHolderStep step(
            LeaseHolderState state, LeaseMessage message, CoordinatorParameters parameters, long nowMillis) {
        if (message instanceof LeaseMessage.Wanted wanted) {
            return wanted(state, wanted.wish(), parameters);
        }
        if (message instanceof LeaseMessage.NoLongerWanted gone) {
            return LeaseHolderStep.of(state.withWanted(without(state.wanted(), gone.id())));
        }
        if (message instanceof LeaseMarket market) {
            return LeaseHolderStep.of(state.withMarkets(with(state.markets(), market.bucket(), market)));
        }
        if (message instanceof LeaseMessage.Unfilled unfilled) {
            return unfilled(state, unfilled, parameters);
        }
        if (message instanceof LeaseMessage.ReturnNoted noted) {
            return LeaseHolderStep.of(state.withReturns(without(state.returns(), noted.fence())));
        }
        if (message instanceof LeasesAnswered answered) {
            return answered(state, answered, parameters, nowMillis);
        }
        return bundleDue(state, parameters, nowMillis);
    }

    /** A wish beyond the limit is not kept: the account's driver wishes again. */
    private static LeaseHolderStep wanted(LeaseHolderState state, LeaseWish wish, CoordinatorParameters parameters) {
        boolean fits =
                state.wanted().size() < parameters.maxWishes() || state.wanted().containsKey(wish.id());
        return LeaseHolderStep.of(fits ? state.withWanted(with(state.wanted(), wish.id(), wish)) : state);
    }

    /** What a slot granted is not given back: nobody but the slot counts it. A return beyond the limit is lost. */
    private static LeaseHolderStep unfilled(
            LeaseHolderState state, LeaseMessage.Unfilled unfilled, CoordinatorParameters parameters) {
        Lease lease = unfilled.lease();
        if (lease.ofSlot() || state.returns().size() >= parameters.maxLeases()) {
            return LeaseHolderStep.of(state);
        }
        LeaseReturned returned = new LeaseReturned(
                state.node(), lease.wish().account(), lease.fence(), unfilled.sliceId(), unfilled.amount());
        LeaseHolderState next = state.withReturns(with(state.returns(), lease.fence(), returned));
        return new LeaseHolderStep(next, List.of(returned), List.of(), List.of(), 0);
    }

    private static LeaseHolderStep answered(
            LeaseHolderState state, LeasesAnswered answered, CoordinatorParameters parameters, long nowMillis) {
        Asked asked = state.asked().get(answered.number());
        if (asked == null) {
            return LeaseHolderStep.of(state);
        }
        long expiry = asked.sentMillis() + parameters.leaseMillis();
        long slotUntil = asked.sentMillis() + parameters.slotLeaseMillis();
        LeaseHolderState next =
                state.withAsked(without(state.asked(), answered.number())).heard(asked.sentMillis());
        if (answered.slot().isPresent() && nowMillis < slotUntil) {
            int number = answered.slot().getAsInt();
            next = next.withSlot(Optional.of(LeaseSlot.held(state.slot(), number, slotUntil, nowMillis)));
        }
        return nowMillis < expiry ? delivered(next, answered, expiry) : tooLate(next, answered, parameters);
    }

    private static LeaseHolderStep delivered(LeaseHolderState state, LeasesAnswered answered, long expiryMillis) {
        TreeMap<LeaseWish.Id, LeaseWish> wanted = new TreeMap<>(state.wanted());
        List<Delivery> leases = new ArrayList<>();
        List<ForBackstop> toBackstop = new ArrayList<>();
        for (Answer answer : answered.answers()) {
            if (answer.amount().signum() > 0) {
                leases.add(new Delivery(lease(answer), expiryMillis));
                wanted.remove(answer.wish());
            }
            if (answer.toBackstop().signum() > 0) {
                toBackstop.add(new ForBackstop(answer.wish(), answer.toBackstop()));
                wanted.remove(answer.wish());
            }
        }
        return new LeaseHolderStep(state.withWanted(wanted), List.of(), leases, toBackstop, 0);
    }

    private static LeaseHolderStep tooLate(
            LeaseHolderState state, LeasesAnswered answered, CoordinatorParameters parameters) {
        LeaseHolderState next = state;
        List<CoordinatorMessage> sends = new ArrayList<>();
        for (Answer answer : answered.answers()) {
            if (answer.amount().signum() > 0) {
                LeaseMessage.Unfilled unspent =
                        new LeaseMessage.Unfilled(lease(answer), LeaseReturned.UNSPENT, answer.amount());
                LeaseHolderStep step = unfilled(next, unspent, parameters);
                next = step.state();
                sends.addAll(step.sends());
            }
        }
        return new LeaseHolderStep(next, sends, List.of(), List.of(), 0);
    }

    private static Lease lease(Answer answer) {
        return new Lease(answer.wish(), answer.amount(), answer.fence(), false);
    }

    private static LeaseHolderStep bundleDue(LeaseHolderState state, CoordinatorParameters parameters, long nowMillis) {
        TreeMap<Long, Asked> asked = new TreeMap<>(state.asked());
        asked.values().removeIf(bundle -> bundle.sentMillis() <= nowMillis - parameters.answerMillis());
        LeaseHolderStep local = fromSlot(state.withAsked(asked), parameters, nowMillis);
        List<LeaseWish> wishes = free(local.state(), parameters, nowMillis);
        boolean heartbeat = nowMillis - state.sentMillis() >= parameters.heartbeatMillis();
        List<CoordinatorMessage> sends =
                new ArrayList<>(heartbeat ? state.returns().values() : List.of());
        LeaseHolderState next = local.state();
        if (heartbeat || !wishes.isEmpty()) {
            next = next.sent(wishes, nowMillis);
            sends.add(new LeasesAsked(state.node(), next.lastNumber(), wishes));
        }
        return new LeaseHolderStep(next, sends, local.leases(), List.of(), parameters.bundleMillis());
    }

    /** Wishes that are not on their way. */
    private static List<LeaseWish> free(LeaseHolderState state, CoordinatorParameters parameters, long nowMillis) {
        TreeMap<LeaseWish.Id, LeaseWish> free = new TreeMap<>(state.wanted());
        for (Asked asked : state.asked().values()) {
            if (nowMillis < asked.sentMillis() + parameters.leaseMillis()) {
                asked.wishes().forEach(free::remove);
            }
        }
        return List.copyOf(free.values());
    }

    /** What the node's slot grants while there is no coordinator; its leases begin now. */
    private static LeaseHolderStep fromSlot(LeaseHolderState state, CoordinatorParameters parameters, long nowMillis) {
        Optional<LeaseSlot> usable = state.usableSlot(parameters, nowMillis);
        if (usable.isEmpty()) {
            return LeaseHolderStep.of(state);
        }
        LeaseSlot slot = usable.get();
        List<Lease> leases = new ArrayList<>();
        for (List<LeaseWish> wishes :
                byMarket(state, free(state, parameters, nowMillis)).values()) {
            LeaseMarket market = state.markets().get(wishes.get(0).id().bucket());
            LeaseGrant grant = slot.grant(market, wishes, parameters.slotShare(), nowMillis);
            slot = slot.after(grant, nowMillis);
            leases.addAll(grant.leases());
        }
        TreeMap<LeaseWish.Id, LeaseWish> wanted = new TreeMap<>(state.wanted());
        leases.forEach(lease -> wanted.remove(lease.wish()));
        List<Delivery> deliveries = leases.stream()
                .map(lease -> new Delivery(lease, nowMillis + parameters.leaseMillis()))
                .toList();
        LeaseHolderState next = state.withSlot(Optional.of(slot)).withWanted(wanted);
        return new LeaseHolderStep(next, List.of(), deliveries, List.of(), 0);
    }

    /** Wishes for markets that the node has heard of. */
    private static SortedMap<BucketKey, List<LeaseWish>> byMarket(LeaseHolderState state, List<LeaseWish> wishes) {
        TreeMap<BucketKey, List<LeaseWish>> byMarket = new TreeMap<>();
        for (LeaseWish wish : wishes) {
            if (state.markets().containsKey(wish.id().bucket())) {
                byMarket.computeIfAbsent(wish.id().bucket(), key -> new ArrayList<>())
                        .add(wish);
            }
        }
        return byMarket;
    }

    private static <K extends Comparable<K>, V> SortedMap<K, V> with(SortedMap<K, V> map, K key, V value) {
        TreeMap<K, V> next = new TreeMap<>(map);
        next.put(key, value);
        return next;
    }

    private static <K extends Comparable<K>, V> SortedMap<K, V> without(SortedMap<K, V> map, K key) {
        TreeMap<K, V> next = new TreeMap<>(map);
        next.remove(key);
        return next;
    }
}
