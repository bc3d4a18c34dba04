package io.breakwater.core.protocol;

import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.liquidation.VelocityBucket;
import io.breakwater.core.money.Money;
import io.breakwater.core.protocol.CoordinatorMessage.LeasesAsked;
import io.breakwater.core.protocol.CoordinatorState.SlotLease;
import io.breakwater.core.protocol.LeaseMessage.Answer;
import io.breakwater.core.protocol.LeaseMessage.LeasesAnswered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One bundle of the coordinator: what all waiting nodes asked, granted market by market, and each node's answer.
 *
 * <p>The result depends on what was asked and not on the order in which it came (invariants of B.12.13). Where two
 * nodes ask for one account, which happens while it moves, the first by name is answered.
 */
final class CoordinatorBundle {

    private final CoordinatorParameters parameters;
    private final long nowMillis;
    private final List<LeasesAsked> asked;
    private final TreeMap<LeaseWish.Id, Answer> answers = new TreeMap<>();
    private final TreeMap<LeaseWish.Id, LeasesAsked> owners = new TreeMap<>();
    private final TreeMap<BucketKey, LeaseMarket> markets;
    private final TreeMap<Integer, SlotLease> slots;
    private final TreeMap<Long, CoordinatorEvent.GivenBack> back = new TreeMap<>();
    private final List<LeaseGrant> grants = new ArrayList<>();

    private CoordinatorBundle(CoordinatorState state, CoordinatorParameters parameters, long nowMillis) {
        this.parameters = parameters;
        this.nowMillis = nowMillis;
        this.asked = state.desks().values().stream()
                .flatMap(desk -> desk.waiting().stream())
                .toList();
        this.markets = new TreeMap<>(state.markets());
        this.slots = new TreeMap<>(state.slots());
        slots.values().removeIf(slot -> slot.untilMillis() <= nowMillis);
    }

    static CoordinatorBundle of(CoordinatorState state, CoordinatorParameters parameters, long nowMillis) {
        CoordinatorBundle bundle = new CoordinatorBundle(state, parameters, nowMillis);
        bundle.takeBack(state.ledger());
        CoordinatorLedger refilled = bundle.back.isEmpty()
                ? state.ledger()
                : new CoordinatorEvent.BundleDecided(nowMillis, bundle.givenBack(), List.of()).applyTo(state.ledger());
        long lastFence = refilled.lastFence();
        for (List<LeaseWish> wishes : bundle.wishesByMarket().values()) {
            lastFence = bundle.grant(refilled, wishes, lastFence);
        }
        if (nowMillis >= state.slotsFromMillis()) {
            bundle.asked.forEach(request -> bundle.leaseSlot(request.node()));
        }
        return bundle;
    }

    /** Notes each lease that comes back, once, and at most what it was. */
    private void takeBack(CoordinatorLedger ledger) {
        for (LeasesAsked request : asked) {
            for (LeaseReturn returned : request.returns()) {
                ledger.outstanding(returned).ifPresent(granted -> {
                    Money amount = returned.unfilled().min(granted.lease().amount());
                    back.putIfAbsent(
                            returned.fence(),
                            new CoordinatorEvent.GivenBack(returned.fence(), returned.sliceId(), amount));
                });
            }
        }
    }

    private List<CoordinatorEvent.GivenBack> givenBack() {
        return List.copyOf(back.values());
    }

    private SortedMap<BucketKey, List<LeaseWish>> wishesByMarket() {
        TreeMap<BucketKey, List<LeaseWish>> byMarket = new TreeMap<>();
        for (LeasesAsked request : asked) {
            for (LeaseWish wish : request.wishes()) {
                boolean known = markets.containsKey(wish.id().bucket());
                if (owners.putIfAbsent(wish.id(), request) == null && known) {
                    byMarket.computeIfAbsent(wish.id().bucket(), key -> new ArrayList<>())
                            .add(wish);
                }
            }
        }
        return byMarket;
    }

    private long grant(CoordinatorLedger ledger, List<LeaseWish> wishes, long lastFence) {
        LeaseMarket market = markets.get(wishes.get(0).id().bucket());
        LeaseGrant.Grantor grantor =
                new LeaseGrant.Grantor(parameters.coordinatorShare(), ledger.readyMillis(), lastFence, false);
        Optional<VelocityBucket> bucket = Optional.ofNullable(ledger.buckets().get(market.bucket()));
        LeaseGrant.Decision decision = LeaseGrant.decide(bucket, market, wishes, grantor, nowMillis);
        for (LeaseWish wish : wishes) {
            Money toBackstop = decision.toBackstop().getOrDefault(wish.id().account(), Money.ZERO);
            answers.put(wish.id(), new Answer(wish.id(), Money.ZERO, 0, toBackstop));
            markets.compute(market.bucket(), (key, before) -> before.backstopTook(toBackstop));
        }
        for (Lease lease : decision.grant().leases()) {
            answers.compute(
                    lease.wish(), (id, before) -> new Answer(id, lease.amount(), lease.fence(), before.toBackstop()));
        }
        if (!decision.grant().leases().isEmpty()) {
            grants.add(decision.grant());
        }
        return decision.grant().lastFence(lastFence);
    }

    /** Renews the node's slot, or gives it the first that nobody holds. */
    private void leaseSlot(String node) {
        int slot = slotOf(node).orElseGet(() -> {
            int first = 0;
            while (slots.containsKey(first)) {
                first++;
            }
            return first;
        });
        if (slot < parameters.slots()) {
            slots.put(slot, new SlotLease(node, nowMillis + parameters.slotLeaseMillis()));
        }
    }

    private OptionalInt slotOf(String node) {
        return slots.entrySet().stream()
                .filter(slot -> slot.getValue().node().equals(node))
                .mapToInt(Map.Entry::getKey)
                .findFirst();
    }

    /** The step of this bundle: one event for all that changes, and an answer to each request. */
    CoordinatorStep step(CoordinatorState state) {
        boolean changes = !grants.isEmpty() || !back.isEmpty();
        List<CoordinatorEvent> events =
                changes ? List.of(new CoordinatorEvent.BundleDecided(nowMillis, givenBack(), grants)) : List.of();
        List<CoordinatorStep.Send> sends = asked.stream()
                .map(request -> new CoordinatorStep.Send(request.node(), answer(request)))
                .toList();
        CoordinatorState next =
                state.with(state.ledger().evolve(events)).withMarkets(markets).withSlots(slots);
        return new CoordinatorStep(next, events, sends, List.of());
    }

    private LeasesAnswered answer(LeasesAsked request) {
        List<Answer> own = request.wishes().stream()
                .map(LeaseWish::id)
                .map(id -> owners.get(id) == request && answers.containsKey(id)
                        ? answers.get(id)
                        : new Answer(id, Money.ZERO, 0, Money.ZERO))
                .toList();
        return new LeasesAnswered(request.number(), own, slotOf(request.node()));
    }
}
