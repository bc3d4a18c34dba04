package io.breakwater.core.protocol;

import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.liquidation.VelocityConditions;
import io.breakwater.core.liquidation.VelocityGain;
import io.breakwater.core.money.Rate;
import io.breakwater.core.protocol.CoordinatorMessage.LeasesAsked;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The coordinator between two messages: its durable ledger, and what it may forget in a crash.
 *
 * @param ledger durable
 * @param heldTerm the term that this process holds, 0 before it holds one
 * @param untilMillis when that term ends
 * @param slotsFromMillis before this no slot is given: a predecessor's may still be held
 * @param markets newest state by market
 * @param desks what each node has asked
 * @param slots who holds which slot of this term
 * @param bundling whether the timer of the next bundle is set
 */
public record CoordinatorState(
        CoordinatorLedger ledger,
        long heldTerm,
        long untilMillis,
        long slotsFromMillis,
        SortedMap<BucketKey, LeaseMarket> markets,
        SortedMap<String, Desk> desks,
        SortedMap<Integer, SlotLease> slots,
        boolean bundling) {

    /**
     * What one node has asked.
     *
     * @param number of its last bundle
     * @param heardMillis when that came
     * @param waiting bundles that are not answered yet, in their order
     */
    record Desk(long number, long heardMillis, List<LeasesAsked> waiting) {

        /** A node that has not asked anything. */
        static final Desk EMPTY = new Desk(Long.MIN_VALUE, Long.MIN_VALUE, List.of());

        Desk asked(LeasesAsked bundle, long nowMillis) {
            List<LeasesAsked> next = new ArrayList<>(waiting);
            next.add(bundle);
            return new Desk(bundle.number(), nowMillis, List.copyOf(next));
        }

        Desk answered() {
            return new Desk(number, heardMillis, List.of());
        }
    }

    /**
     * Who holds a slot.
     *
     * @param node holder
     * @param untilMillis by the coordinator's clock; the holder counts from earlier
     */
    record SlotLease(String node, long untilMillis) {}

    /** Copies the maps. */
    public CoordinatorState {
        markets = Collections.unmodifiableSortedMap(new TreeMap<>(markets));
        desks = Collections.unmodifiableSortedMap(new TreeMap<>(desks));
        slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
    }

    /** A process that has read the journal and holds no term yet. */
    public static CoordinatorState recovered(CoordinatorLedger ledger) {
        return new CoordinatorState(
                ledger, 0, Long.MIN_VALUE, 0, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), false);
    }

    /** Whether it may grant now: it holds the newest term, which has not ended, and one lease time has passed. */
    public boolean mayGrant(long nowMillis) {
        boolean holdsTerm = heldTerm > 0 && heldTerm == ledger.term() && nowMillis < untilMillis;
        return holdsTerm && nowMillis >= ledger.readyMillis();
    }

    /**
     * The share of its rooms that this coordinator would grant in a market now, as a grant reckons it (risk model B.13); 1
     * where the throttle is switched off.
     *
     * @param conditions of the whole market
     */
    public Rate gain(
            BucketKey bucket,
            VelocityConditions conditions,
            ThrottleParameters throttle,
            CoordinatorParameters parameters,
            long nowMillis) {
        if (!throttle.enabled()) {
            return Rate.ONE;
        }
        VelocityConditions own = conditions.scaled(parameters.coordinatorShare());
        VelocityGain gain = Optional.ofNullable(ledger.buckets().get(bucket))
                .map(used -> used.refilled(own, throttle, nowMillis).gain())
                .orElseGet(() -> VelocityGain.full(nowMillis));
        return gain.value(own.branching(), throttle.gain());
    }

    CoordinatorState with(CoordinatorLedger next) {
        return new CoordinatorState(next, heldTerm, untilMillis, slotsFromMillis, markets, desks, slots, bundling);
    }

    CoordinatorState withMarkets(SortedMap<BucketKey, LeaseMarket> next) {
        return new CoordinatorState(ledger, heldTerm, untilMillis, slotsFromMillis, next, desks, slots, bundling);
    }

    CoordinatorState withDesks(SortedMap<String, Desk> next, boolean nextBundling) {
        return new CoordinatorState(ledger, heldTerm, untilMillis, slotsFromMillis, markets, next, slots, nextBundling);
    }

    CoordinatorState withSlots(SortedMap<Integer, SlotLease> next) {
        return new CoordinatorState(ledger, heldTerm, untilMillis, slotsFromMillis, markets, desks, next, bundling);
    }

    CoordinatorState heldUntil(long nextUntil) {
        return new CoordinatorState(
                ledger, heldTerm, Math.max(untilMillis, nextUntil), slotsFromMillis, markets, desks, slots, bundling);
    }

    /** A new term: nobody waits and no slot is given. */
    CoordinatorState began(CoordinatorLedger next, long until, long slotsFrom) {
        return new CoordinatorState(
                next, next.term(), until, slotsFrom, markets, new TreeMap<>(), new TreeMap<>(), bundling);
    }
}
