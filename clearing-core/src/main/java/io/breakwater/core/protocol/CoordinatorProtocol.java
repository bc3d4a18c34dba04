package io.breakwater.core.protocol;

import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.protocol.CoordinatorMessage.BundleDue;
import io.breakwater.core.protocol.CoordinatorMessage.LeasesAsked;
import io.breakwater.core.protocol.CoordinatorMessage.TermHeld;
import io.breakwater.core.protocol.CoordinatorState.Desk;
import java.util.List;
import java.util.SortedMap;
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
        if (!state.mayGrant(nowMillis) || !isReadable(asked, desks, parameters)) {
            return CoordinatorStep.of(state);
        }
        desks.put(asked.node(), desks.getOrDefault(asked.node(), Desk.EMPTY).asked(asked, nowMillis));
        List<CoordinatorStep.Timer> timers = state.bundling()
                ? List.of()
                : List.of(new CoordinatorStep.Timer(parameters.bundleMillis(), new BundleDue()));
        return new CoordinatorStep(state.withDesks(desks, true), List.of(), List.of(), timers);
    }

    /** What is not readable is not answered: the node asks again, or does without. */
    private static boolean isReadable(
            LeasesAsked asked, SortedMap<String, Desk> desks, CoordinatorParameters parameters) {
        Desk desk = desks.getOrDefault(asked.node(), Desk.EMPTY);
        boolean hasPlace = desks.containsKey(asked.node()) || desks.size() < parameters.maxNodes();
        return hasPlace
                && asked.number() > desk.number()
                && desk.waiting().size() < parameters.maxBundles()
                && asked.wishes().size() <= parameters.maxWishes()
                && asked.returns().size() <= parameters.maxLeases();
    }

    private static CoordinatorStep bundleDue(CoordinatorState state, CoordinatorParameters parameters, long nowMillis) {
        TreeMap<String, Desk> answered = new TreeMap<>(state.desks());
        answered.replaceAll((node, desk) -> desk.answered());
        CoordinatorState next = state.withDesks(answered, false);
        return state.mayGrant(nowMillis)
                ? CoordinatorBundle.of(state, parameters, nowMillis).step(next)
                : CoordinatorStep.of(next);
    }
}
