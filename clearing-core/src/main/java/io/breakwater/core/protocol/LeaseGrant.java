package io.breakwater.core.protocol;

import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.liquidation.LiquidationQueue;
import io.breakwater.core.liquidation.LiquidationQueue.Request;
import io.breakwater.core.liquidation.SlidingWindow;
import io.breakwater.core.liquidation.VelocityBucket;
import io.breakwater.core.liquidation.VelocityBudgets;
import io.breakwater.core.liquidation.VelocityConditions;
import io.breakwater.core.liquidation.VelocityGain;
import io.breakwater.core.liquidation.VelocityThrottle;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one market grants at one moment: the bucket as it was refilled, and the leases that it then gave. Coordinator and
 * slots grant by the same rule, each from its share of the market.
 *
 * @param bucket market and side
 * @param parametersVersion version of the throttle in force
 * @param tokens in the bucket before the leases
 * @param capacity of the bucket
 * @param gain in force
 * @param spacingMillis step of the bucket's windows
 * @param spanMillis length of the longest of them
 * @param leases given, by account
 */
public record LeaseGrant(
        BucketKey bucket,
        long parametersVersion,
        Money tokens,
        Money capacity,
        VelocityGain gain,
        long spacingMillis,
        long spanMillis,
        List<Lease> leases) {

    /** Copies the list. */
    public LeaseGrant {
        leases = List.copyOf(leases);
    }

    /**
     * A grant, and what the solvency clause sends to the backstop instead.
     *
     * @param grant the leases
     * @param toBackstop by account
     */
    record Decision(LeaseGrant grant, SortedMap<String, Money> toBackstop) {}

    /**
     * Who grants: which part of the market is its own, and what its next fencing numbers exceed.
     *
     * @param share of the market, in (0, 1)
     * @param sinceMillis when it began to refill; a bucket it has never used began empty then
     * @param lastFence its highest number so far
     * @param ofSlot whether it is a slot
     */
    record Grantor(BigDecimal share, long sinceMillis, long lastFence, boolean ofSlot) {}

    /**
     * Decides what to grant of the wishes for one market now.
     *
     * @param known the grantor's bucket, if it has used it before
     * @param wishes of one bucket, each account once
     */
    static Decision decide(
            Optional<VelocityBucket> known,
            LeaseMarket market,
            List<LeaseWish> wishes,
            Grantor grantor,
            long nowMillis) {
        VelocityBudgets budgets = market.parameters().budgets();
        VelocityConditions conditions = market.conditions().scaled(grantor.share);
        VelocityBucket bucket = known.orElseGet(() -> VelocityBucket.empty(budgets, grantor.sinceMillis))
                .refilled(conditions, market.parameters(), nowMillis);
        List<Request> requests = wishes.stream()
                .map(wish -> new Request(wish.id().account(), wish.time(), wish.amount()))
                .toList();
        VelocityThrottle.Budget budget = VelocityThrottle.budget(
                bucket, conditions, market.parameters(), LiquidationQueue.wanted(requests), nowMillis);
        SortedMap<String, Money> granted =
                LiquidationQueue.allocate(budget, requests, market.parameters().fairness());
        Money refill = Money.rounded(
                budgets.refillOfDepthPerSecond().multiply(conditions.depth().exact()), Rounding.DOWN);
        SortedMap<String, Money> toBackstop =
                LiquidationQueue.toBackstop(requests, granted, refill, market.backstopRoom());
        LeaseGrant grant = new LeaseGrant(
                market.bucket(),
                market.parameters().version(),
                bucket.tokens(),
                bucket.capacity(),
                bucket.gain(),
                budgets.spacingMillis(),
                budgets.longestWindowMillis(),
                leases(wishes, granted, grantor));
        return new Decision(grant, toBackstop);
    }

    private static List<Lease> leases(List<LeaseWish> wishes, SortedMap<String, Money> granted, Grantor grantor) {
        TreeMap<LeaseWish.Id, LeaseWish> sorted = new TreeMap<>();
        wishes.forEach(wish -> sorted.put(wish.id(), wish));
        List<Lease> leases = new ArrayList<>();
        long fence = grantor.lastFence;
        for (LeaseWish wish : sorted.values()) {
            Money amount = granted.get(wish.id().account());
            if (amount.signum() > 0) {
                fence = Math.max(fence, wish.lastFence()) + 1;
                leases.add(new Lease(wish.id(), amount, fence, grantor.ofSlot));
            }
        }
        return leases;
    }

    /** All leases together. */
    Money total() {
        return leases.stream().map(Lease::amount).reduce(Money.ZERO, Money::plus);
    }

    /** The highest fencing number, at least {@code before}. */
    long lastFence(long before) {
        return leases.isEmpty() ? before : leases.get(leases.size() - 1).fence();
    }

    /** The bucket after the grant. */
    VelocityBucket after(Optional<VelocityBucket> before, long atMillis) {
        SlidingWindow window =
                before.map(VelocityBucket::granted).orElseGet(() -> SlidingWindow.empty(spacingMillis, spanMillis));
        long refilled =
                Math.max(atMillis, before.map(VelocityBucket::refilledMillis).orElse(atMillis));
        return new VelocityBucket(tokens, capacity, refilled, window, gain).grant(total(), atMillis);
    }
}
