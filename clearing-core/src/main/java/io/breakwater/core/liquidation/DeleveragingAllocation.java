package io.breakwater.core.liquidation;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Divides a number of lots over targets that take at most so many each.
 *
 * <p>The total given is always the lesser of what is asked and what all take together. The result does not depend on the
 * order of the list.
 */
public enum DeleveragingAllocation {
    /** Whoever ranks first gives up all it takes, then the next; ties by id. Kept for comparison. */
    QUEUE {
        @Override
        SortedMap<String, Ratio> exact(long lots, List<Bid> bids) {
            TreeMap<String, Ratio> shares = new TreeMap<>();
            long left = lots;
            for (Bid bid : sorted(bids, Comparator.comparing(Bid::rank).reversed())) {
                long given = Math.min(left, bid.lots);
                shares.put(bid.id, Ratio.of(BigDecimal.valueOf(given)));
                left -= given;
            }
            return shares;
        }
    },

    /**
     * In proportion to the weights; whoever is full leaves the rest to the others, again in proportion. Taken by rising
     * lots/weight, all that are full come before all that are not, so one pass finds the fixed point.
     */
    PRO_RATA {
        @Override
        SortedMap<String, Ratio> exact(long lots, List<Bid> bids) {
            TreeMap<String, Ratio> shares = new TreeMap<>();
            BigDecimal left = BigDecimal.valueOf(lots);
            BigDecimal weights = bids.stream().map(Bid::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
            for (Bid bid : sorted(bids, Comparator.comparing(Bid::lotsByWeight))) {
                BigDecimal most = BigDecimal.valueOf(bid.lots);
                boolean full = most.multiply(weights).compareTo(left.multiply(bid.weight)) <= 0;
                shares.put(bid.id, full ? Ratio.of(most) : new Ratio(left.multiply(bid.weight), weights));
                if (full) {
                    left = left.subtract(most);
                    weights = weights.subtract(bid.weight);
                }
            }
            return shares;
        }
    };

    /**
     * What a target brings to the division.
     *
     * @param id unique
     * @param lots the most it takes, at least 0
     * @param rank its place in a queue, greatest first
     * @param weight its share of a division; positive
     */
    public record Bid(String id, long lots, Ratio rank, BigDecimal weight) {
        private Ratio lotsByWeight() {
            return new Ratio(BigDecimal.valueOf(lots), weight);
        }
    }

    /**
     * The exact shares by id, in lots; they sum to the lesser of what is asked and what all take.
     *
     * @param lots asked; at most what the bids take together
     */
    abstract SortedMap<String, Ratio> exact(long lots, List<Bid> bids);

    private static List<Bid> sorted(List<Bid> bids, Comparator<Bid> order) {
        return bids.stream().sorted(order.thenComparing(Bid::id)).toList();
    }
}
