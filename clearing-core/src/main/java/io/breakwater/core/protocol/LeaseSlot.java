package io.breakwater.core.protocol;

import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.liquidation.VelocityBucket;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A node's part of the velocity that no coordinator grants, for when there is none.
 *
 * @param number which slot
 * @param sinceMillis when the node got it; its buckets began empty then
 * @param untilMillis when it ends, counted from when the node asked
 * @param lastFence highest fencing number granted from it
 * @param buckets by market
 */
public record LeaseSlot(
        int number, long sinceMillis, long untilMillis, long lastFence, SortedMap<BucketKey, VelocityBucket> buckets) {

    /** Copies the map. */
    public LeaseSlot {
        buckets = Collections.unmodifiableSortedMap(new TreeMap<>(buckets));
    }

    /**
     * The slot that a node holds after an answer: the same one for longer, or another from now and with empty buckets. A
     * slot that ended in between is another, for somebody else may have held it.
     */
    static LeaseSlot held(Optional<LeaseSlot> before, int number, long untilMillis, long nowMillis) {
        return before.filter(slot -> slot.number == number && nowMillis < slot.untilMillis)
                .map(slot -> new LeaseSlot(
                        number,
                        slot.sinceMillis,
                        Math.max(slot.untilMillis, untilMillis),
                        slot.lastFence,
                        slot.buckets))
                .orElseGet(() -> new LeaseSlot(number, nowMillis, untilMillis, 0, new TreeMap<>()));
    }

    /** What this slot grants of the wishes for one market. */
    LeaseGrant grant(LeaseMarket market, List<LeaseWish> wishes, BigDecimal share, long nowMillis) {
        LeaseGrant.Grantor grantor = new LeaseGrant.Grantor(share, sinceMillis, lastFence, true);
        Optional<VelocityBucket> bucket = Optional.ofNullable(buckets.get(market.bucket()));
        return LeaseGrant.decide(bucket, market, wishes, grantor, nowMillis).grant();
    }

    LeaseSlot after(LeaseGrant grant, long nowMillis) {
        TreeMap<BucketKey, VelocityBucket> next = new TreeMap<>(buckets);
        next.put(grant.bucket(), grant.after(Optional.ofNullable(buckets.get(grant.bucket())), nowMillis));
        return new LeaseSlot(number, sinceMillis, untilMillis, grant.lastFence(lastFence), next);
    }
}
