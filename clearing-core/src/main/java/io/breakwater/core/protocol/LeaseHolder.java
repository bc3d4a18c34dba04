package io.breakwater.core.protocol;

import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.protocol.CoordinatorMessage.LeasesAsked;
import io.breakwater.core.protocol.LeaseHolderState.Asked;
import io.breakwater.core.protocol.LeaseHolderStep.Delivery;
import io.breakwater.core.protocol.LeaseHolderStep.ForBackstop;
import io.breakwater.core.protocol.LeaseMessage.Answer;
import io.breakwater.core.protocol.LeaseMessage.LeasesAnswered;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
        if (message instanceof LeaseMessage.FromDriver word) {
            return LeaseHolderStep.of(state.received(word, parameters));
        }
        if (message instanceof LeaseMarket market) {
            return LeaseHolderStep.of(state.withMarket(market));
        }
        if (message instanceof LeasesAnswered answered) {
            return answered(state.read(parameters), answered, parameters, nowMillis);
        }
        return bundleDue(state.read(parameters), parameters, nowMillis);
    }

    private static LeaseHolderStep answered(
            LeaseHolderState state, LeasesAnswered answered, CoordinatorParameters parameters, long nowMillis) {
        Asked asked = state.asked().get(answered.number());
        if (asked == null) {
            return LeaseHolderStep.of(state);
        }
        long expiry = asked.sentMillis() + parameters.leaseMillis();
        long slotUntil = asked.sentMillis() + parameters.slotLeaseMillis();
        LeaseHolderState next = state.answered(answered.number());
        if (answered.slot().isPresent() && nowMillis < slotUntil) {
            next = next.withSlot(LeaseSlot.held(state.slot(), answered.slot().getAsInt(), slotUntil, nowMillis));
        }
        return nowMillis < expiry ? delivered(next, answered, expiry) : tooLate(next, answered, parameters);
    }

    private static LeaseHolderStep delivered(LeaseHolderState state, LeasesAnswered answered, long expiryMillis) {
        List<LeaseWish.Id> served = new ArrayList<>();
        List<Delivery> leases = new ArrayList<>();
        List<ForBackstop> toBackstop = new ArrayList<>();
        for (Answer answer : answered.answers()) {
            if (answer.amount().signum() > 0) {
                leases.add(new Delivery(lease(answer), expiryMillis));
                served.add(answer.wish());
            }
            if (answer.toBackstop().signum() > 0) {
                toBackstop.add(new ForBackstop(answer.wish(), answer.toBackstop()));
                served.add(answer.wish());
            }
        }
        return LeaseHolderStep.delivering(state.withoutWishes(served), leases, toBackstop);
    }

    /** Leases that nobody will ever spend go back with the next bundle. */
    private static LeaseHolderStep tooLate(
            LeaseHolderState state, LeasesAnswered answered, CoordinatorParameters parameters) {
        LeaseHolderState next = state;
        for (Answer answer : answered.answers()) {
            if (answer.amount().signum() > 0) {
                next = next.received(
                        new LeaseMessage.Unfilled(lease(answer), LeaseReturn.UNSPENT, answer.amount()), parameters);
            }
        }
        return LeaseHolderStep.of(next);
    }

    private static Lease lease(Answer answer) {
        return new Lease(answer.wish(), answer.amount(), answer.fence(), false);
    }

    private static LeaseHolderStep bundleDue(LeaseHolderState state, CoordinatorParameters parameters, long nowMillis) {
        LeaseHolderStep local = fromSlot(state, parameters, nowMillis);
        LeaseHolderState next = local.state();
        LeasesAsked bundle = new LeasesAsked(
                state.node(),
                state.lastNumber() + 1,
                next.freeWishes(parameters, nowMillis),
                next.freeReturns(parameters, nowMillis));
        boolean heartbeat = nowMillis - state.sentMillis() >= parameters.heartbeatMillis();
        boolean sends =
                heartbeat || !bundle.wishes().isEmpty() || !bundle.returns().isEmpty();
        return new LeaseHolderStep(
                sends ? next.sent(bundle, parameters, nowMillis) : next,
                sends ? Optional.of(bundle) : Optional.empty(),
                local.leases(),
                List.of(),
                OptionalLong.of(parameters.bundleMillis()));
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
                byMarket(state, state.freeWishes(parameters, nowMillis)).values()) {
            LeaseMarket market = state.markets().get(wishes.get(0).id().bucket());
            LeaseGrant grant = slot.grant(market, wishes, parameters.slotShare(), nowMillis);
            slot = slot.after(grant, nowMillis);
            leases.addAll(grant.leases());
        }
        List<Delivery> deliveries = leases.stream()
                .map(lease -> new Delivery(lease, nowMillis + parameters.leaseMillis()))
                .toList();
        LeaseHolderState next = state.withSlot(slot)
                .withoutWishes(leases.stream().map(Lease::wish).toList());
        return LeaseHolderStep.delivering(next, deliveries, List.of());
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
}
