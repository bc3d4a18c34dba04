package io.breakwater.core.protocol;

import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.liquidation.VelocityBucket;
import io.breakwater.core.money.Money;
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
 * @param leases of this term, by fencing number, the newest up to a limit; one that is forgotten cannot come back
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
     * A lease that was granted and has not come back.
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

    /** The bucket of a market, if it has granted before. */
    Optional<VelocityBucket> bucket(BucketKey key) {
        return Optional.ofNullable(buckets.get(key));
    }

    /** The lease that a return is about, unless it has come back already or is not remembered. */
    Optional<Granted> outstanding(String account, long fence) {
        return Optional.ofNullable(leases.get(fence))
                .filter(granted -> granted.lease().wish().account().equals(account));
    }

    CoordinatorLedger begun(CoordinatorEvent.TermBegun begun) {
        TreeMap<BucketKey, VelocityBucket> inherited = new TreeMap<>();
        buckets.forEach((key, bucket) -> inherited.put(key, bucket.inherited(begun.readyMillis())));
        return new CoordinatorLedger(
                begun.term(), begun.readyMillis(), lastFence, inherited, new TreeMap<>(), maxLeases);
    }

    CoordinatorLedger granted(CoordinatorEvent.LeasesGranted event) {
        TreeMap<BucketKey, VelocityBucket> nextBuckets = new TreeMap<>(buckets);
        TreeMap<Long, Granted> nextLeases = new TreeMap<>(leases);
        long fence = lastFence;
        for (LeaseGrant grant : event.grants()) {
            nextBuckets.put(grant.bucket(), grant.after(bucket(grant.bucket()), event.atMillis()));
            grant.leases().forEach(lease -> nextLeases.put(lease.fence(), new Granted(lease, event.atMillis())));
            fence = grant.lastFence(fence);
        }
        while (nextLeases.size() > maxLeases) {
            nextLeases.pollFirstEntry();
        }
        return new CoordinatorLedger(term, readyMillis, fence, nextBuckets, nextLeases, maxLeases);
    }

    CoordinatorLedger givenBack(CoordinatorEvent.LeaseGivenBack event) {
        Granted granted = leases.get(event.fence());
        BucketKey key = granted.lease().wish().bucket();
        Money amount = event.amount();
        TreeMap<BucketKey, VelocityBucket> nextBuckets = new TreeMap<>(buckets);
        nextBuckets.put(key, buckets.get(key).giveBack(amount, granted.atMillis()));
        TreeMap<Long, Granted> nextLeases = new TreeMap<>(leases);
        nextLeases.remove(event.fence());
        return new CoordinatorLedger(term, readyMillis, lastFence, nextBuckets, nextLeases, maxLeases);
    }
}
