package io.breakwater.core.protocol;

import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.liquidation.VelocityBucket;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the coordinator must not forget: its term, its buckets, its last fencing number, and the leases that may come back.
 *
 * @param term of the newest coordinator, 0 before the first
 * @param readyMillis when it may grant
 * @param lastFence highest fencing number granted
 * @param buckets by market
 * @param leases of this term that have not come back, by fencing number, the newest up to a limit; one that is forgotten
 *     cannot come back
 * @param maxLeases that limit
 */
public record CoordinatorLedger(
        long term,
        long readyMillis,
        long lastFence,
        SortedMap<BucketKey, VelocityBucket> buckets,
        SortedMap<Long, Granted> leases,
        int maxLeases) {

    /**
     * A lease that was granted.
     *
     * @param lease what
     * @param atMillis when
     */
    public record Granted(Lease lease, long atMillis) {}

    /** Copies the maps. */
    public CoordinatorLedger {
        buckets = Collections.unmodifiableSortedMap(new TreeMap<>(buckets));
        leases = Collections.unmodifiableSortedMap(new TreeMap<>(leases));
    }

    /** Before the first term. */
    public static CoordinatorLedger empty(CoordinatorParameters parameters) {
        return new CoordinatorLedger(0, 0, 0, new TreeMap<>(), new TreeMap<>(), parameters.maxLeases());
    }

    /** The ledger after events, in order. */
    public CoordinatorLedger evolve(List<CoordinatorEvent> events) {
        CoordinatorLedger ledger = this;
        for (CoordinatorEvent event : events) {
            ledger = event.applyTo(ledger);
        }
        return ledger;
    }

    /** The lease that a return is about, unless it has come back already or is not remembered. */
    Optional<Granted> outstanding(LeaseReturn returned) {
        return Optional.ofNullable(leases.get(returned.fence()))
                .filter(granted -> granted.lease().wish().account().equals(returned.account()));
    }

    CoordinatorLedger begun(CoordinatorEvent.TermBegun begun) {
        TreeMap<BucketKey, VelocityBucket> inherited = new TreeMap<>();
        buckets.forEach((key, bucket) -> inherited.put(key, bucket.inherited(begun.readyMillis())));
        return new CoordinatorLedger(
                begun.term(), begun.readyMillis(), lastFence, inherited, new TreeMap<>(), maxLeases);
    }

    CoordinatorLedger decided(CoordinatorEvent.BundleDecided event) {
        TreeMap<BucketKey, VelocityBucket> nextBuckets = new TreeMap<>(buckets);
        TreeMap<Long, Granted> nextLeases = new TreeMap<>(leases);
        for (CoordinatorEvent.GivenBack back : event.givenBack()) {
            Granted granted = nextLeases.remove(back.fence());
            nextBuckets.computeIfPresent(
                    granted.lease().wish().bucket(),
                    (key, bucket) -> bucket.giveBack(back.amount(), granted.atMillis()));
        }
        long fence = lastFence;
        for (LeaseGrant grant : event.grants()) {
            Optional<VelocityBucket> before = Optional.ofNullable(nextBuckets.get(grant.bucket()));
            nextBuckets.put(grant.bucket(), grant.after(before, event.atMillis()));
            grant.leases().forEach(lease -> nextLeases.put(lease.fence(), new Granted(lease, event.atMillis())));
            fence = grant.lastFence(fence);
        }
        while (nextLeases.size() > maxLeases) {
            nextLeases.pollFirstEntry();
        }
        return new CoordinatorLedger(term, readyMillis, fence, nextBuckets, nextLeases, maxLeases);
    }
}
