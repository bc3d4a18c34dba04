package io.breakwater.core.risk;

import io.breakwater.core.money.Money;
import java.util.List;

/**
 * Where the liquidation prices of a symbol's holders lie, by distance from the price, the accounts' other holdings held
 * fixed: what the throttle takes its branching ratio from (risk model B.13, G28). It counts accounts in columns that are
 * not in liquidation yet; those valued whole are not in it.
 *
 * @param falls notional of longs that a fall would put below maintenance, nearest first
 * @param rises notional of shorts that a rise would put below maintenance, nearest first
 */
public record HeatMap(List<Bucket> falls, List<Bucket> rises) {

    /** Copies the lists. */
    public HeatMap {
        falls = List.copyOf(falls);
        rises = List.copyOf(rises);
    }

    /**
     * Positions that are liquidated within one distance and not within the next smaller one.
     *
     * @param upToBasisPoints relative move of the price, in hundredths of a percent
     * @param notional at the present price
     */
    public record Bucket(int upToBasisPoints, Money notional) {}

    /** Notional of longs that a fall of so much would liquidate; a bucket counts when it lies within it whole. */
    public Money liquidatableByFall(int basisPoints) {
        return within(falls, basisPoints);
    }

    /** Notional of shorts that a rise of so much would liquidate; a bucket counts when it lies within it whole. */
    public Money liquidatableByRise(int basisPoints) {
        return within(rises, basisPoints);
    }

    private static Money within(List<Bucket> buckets, int basisPoints) {
        return buckets.stream()
                .filter(bucket -> bucket.upToBasisPoints <= basisPoints)
                .map(Bucket::notional)
                .reduce(Money.ZERO, Money::plus);
    }
}
