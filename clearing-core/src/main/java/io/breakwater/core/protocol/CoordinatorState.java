package io.breakwater.core.protocol;

import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.protocol.CoordinatorMessage.LeasesAsked;
import java.util.Collections;
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
     * One node's last bundle.
     *
     * @param number of it
     * @param heardMillis when it came
     * @param waiting the bundle until it is answered
     */
    record Desk(long number, long heardMillis, Optional<LeasesAsked> waiting) {}

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
        return holdsTerm(nowMillis) && nowMillis >= ledger.readyMillis();
    }

    /** Whether it may write its journal now. */
    boolean holdsTerm(long nowMillis) {
        return heldTerm > 0 && heldTerm == ledger.term() && nowMillis < untilMillis;
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
