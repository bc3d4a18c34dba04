package io.breakwater.core.protocol;

import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.money.Money;
import io.breakwater.core.protocol.CoordinatorMessage.BundleDue;
import io.breakwater.core.protocol.CoordinatorMessage.LeaseReturned;
import io.breakwater.core.protocol.CoordinatorMessage.LeasesAsked;
import io.breakwater.core.protocol.CoordinatorMessage.TermHeld;
import io.breakwater.core.protocol.CoordinatorState.Desk;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The liquidation coordinator as a pure state machine: who may sell how much, now, over the whole cluster.
 *
 * <p>Leases granted in any window of W seconds, less what came back in it, are at most capacity + refill*W, whatever node
 * dies and wherever the network splits (invariant 6):
 *
 * <ul>
 *   <li>One coordinator's bucket keeps the bound by itself ({@link io.breakwater.core.liquidation.VelocityBucket}), with
 *       80 % of capacity and refill. Terms do not overlap, and each begins with empty buckets, so the terms together keep
 *       it as well.
 *   <li>The other 20 % are split over slots. A slot has one holder at a time: the holder counts its time from before the
 *       coordinator does, and a new coordinator gives no slot until every slot of an earlier term has ended. Each holder
 *       begins empty.
 *   <li>So all grantors together keep it, whether they know of each other or not.
 * </ul>
 *
 * <p>It also waits one lease time before its first grant: by then every lease of its predecessor is spent or dead.
 */
public final class CoordinatorProtocol {

    private CoordinatorProtocol() {}

    /** What the coordinator does on a message. */
    public static CoordinatorStep step(
            CoordinatorState state, CoordinatorMessage message, CoordinatorParameters parameters, long nowMillis) {
        if (message instanceof TermHeld held) {
            return held(state, held, parameters, nowMillis);
        }
        if (message instanceof LeasesAsked asked) {
            return asked(state, asked, parameters, nowMillis);
        }
        if (message instanceof LeaseReturned returned) {
            return returned(state, returned, nowMillis);
        }
        if (message instanceof LeaseMarket market) {
            TreeMap<BucketKey, LeaseMarket> markets = new TreeMap<>(state.markets());
            markets.put(market.bucket(), market);
            return CoordinatorStep.of(state.withMarkets(markets));
        }
        return bundleDue(state, parameters, nowMillis);
    }

    private static CoordinatorStep held(
            CoordinatorState state, TermHeld held, CoordinatorParameters parameters, long nowMillis) {
        if (held.term() > state.ledger().term()) {
            long ready = nowMillis + parameters.leaseMillis();
            CoordinatorEvent begun = new CoordinatorEvent.TermBegun(held.term(), nowMillis, ready);
            CoordinatorState next = state.began(
                    begun.applyTo(state.ledger()), held.untilMillis(), nowMillis + parameters.slotLeaseMillis());
            return new CoordinatorStep(next, List.of(begun), List.of(), List.of());
        }
        boolean again =
                held.term() == state.heldTerm() && held.term() == state.ledger().term();
        return CoordinatorStep.of(again ? state.heldUntil(held.untilMillis()) : state);
    }

    private static CoordinatorStep asked(
            CoordinatorState state, LeasesAsked asked, CoordinatorParameters parameters, long nowMillis) {
        TreeMap<String, Desk> desks = new TreeMap<>(state.desks());
        desks.values().removeIf(desk -> desk.heardMillis() < nowMillis - parameters.slotLeaseMillis());
        Desk before = desks.get(asked.node());
        boolean outdated = before != null && asked.number() <= before.number();
        boolean full = before == null && desks.size() >= parameters.maxNodes();
        if (outdated || full || asked.wishes().size() > parameters.maxWishes() || !state.mayGrant(nowMillis)) {
            return CoordinatorStep.of(state);
        }
        desks.put(asked.node(), new Desk(asked.number(), nowMillis, Optional.of(asked)));
        List<CoordinatorStep.Timer> timers = state.bundling()
                ? List.of()
                : List.of(new CoordinatorStep.Timer(parameters.bundleMillis(), new BundleDue()));
        return new CoordinatorStep(state.withDesks(desks, true), List.of(), List.of(), timers);
    }

    private static CoordinatorStep returned(CoordinatorState state, LeaseReturned returned, long nowMillis) {
        if (!state.holdsTerm(nowMillis)) {
            return CoordinatorStep.of(state);
        }
        CoordinatorStep.Send noted = new CoordinatorStep.Send(
                returned.node(), new LeaseMessage.ReturnNoted(returned.account(), returned.fence()));
        List<CoordinatorEvent> events = state.ledger().outstanding(returned.account(), returned.fence()).stream()
                .map(granted -> givenBack(granted, returned, nowMillis))
                .toList();
        CoordinatorLedger after = state.ledger().evolve(events);
        return new CoordinatorStep(state.with(after), events, List.of(noted), List.of());
    }

    private static CoordinatorEvent givenBack(
            CoordinatorLedger.Granted granted, LeaseReturned returned, long nowMillis) {
        Money amount = returned.unfilled().min(granted.lease().amount());
        return new CoordinatorEvent.LeaseGivenBack(nowMillis, returned.fence(), returned.sliceId(), amount);
    }

    private static CoordinatorStep bundleDue(CoordinatorState state, CoordinatorParameters parameters, long nowMillis) {
        TreeMap<String, Desk> answered = new TreeMap<>(state.desks());
        answered.replaceAll((node, desk) -> new Desk(desk.number(), desk.heardMillis(), Optional.empty()));
        if (!state.mayGrant(nowMillis)) {
            return CoordinatorStep.of(state.withDesks(answered, false));
        }
        return CoordinatorBundle.of(state, parameters, nowMillis).step(state.withDesks(answered, false));
    }
}
