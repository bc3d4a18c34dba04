package io.breakwater.core.liquidation;

import io.breakwater.core.liquidation.DeleveragingAllocation.Bid;
import io.breakwater.core.liquidation.DeleveragingPlan.Entry;
import io.breakwater.core.liquidation.DeleveragingPlan.Request;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/**
 * Plans which profitable opposite positions are closed at the bankruptcy price.
 *
 * <p>The plan gives up what is asked or all that targets accept, never more than the deficit pays for; no target loses
 * more than its profit, falls below its own maintenance margin by this alone, or is touched while it loses (risk model
 * B.11, G20, invariant 7). A target re-tests its part when it is executed; what it then refuses is planned again without
 * it.
 */
public final class Deleveraging {

    private Deleveraging() {}

    /**
     * The plan; the order of the targets does not matter.
     *
     * @param targets accounts with a position in the instrument, each once; those on the same side give up nothing
     * @throws IllegalArgumentException for more targets than the limit, or an id twice
     */
    public static DeleveragingPlan plan(
            Request request,
            List<DeleveragingTarget> targets,
            DeleveragingAllocation allocation,
            DeleveragingParameters parameters) {
        List<DeleveragingRank> ranks = ranks(request, targets, parameters);
        List<Bid> bids = ranks.stream()
                .filter(rank -> isOpposite(request, rank) && rank.accepts().signum() > 0)
                .map(rank -> bid(rank, request.lot()))
                .toList();
        long acceptable = bids.stream().map(Bid::lots).reduce(0L, Math::addExact);
        long lots = Math.min(lotsWithinBudget(request), acceptable);
        SortedMap<String, Ratio> exact = allocation.exact(lots, bids);
        SortedMap<String, Long> whole = LargestRemainder.round(exact, lots);
        List<Entry> entries =
                ranks.stream().map(rank -> entry(request, rank, exact, whole)).toList();
        Quantity filled = lots(lots, request.lot());
        return new DeleveragingPlan(request, entries, request.quantity().abs().minus(filled));
    }

    private static List<DeleveragingRank> ranks(
            Request request, List<DeleveragingTarget> targets, DeleveragingParameters parameters) {
        if (targets.size() > parameters.maxTargets()) {
            throw new IllegalArgumentException(
                    "targets: " + targets.size() + " are more than the limit of " + parameters.maxTargets());
        }
        if (targets.stream().map(DeleveragingTarget::id).distinct().count() < targets.size()) {
            throw new IllegalArgumentException("targets: an account comes twice");
        }
        return targets.stream()
                .sorted(Comparator.comparing(DeleveragingTarget::id))
                .map(target -> DeleveragingRank.of(target, request.mark(), request.price(), request.lot(), parameters))
                .toList();
    }

    private static boolean isOpposite(Request request, DeleveragingRank rank) {
        return rank.target().quantity().signum() * request.quantity().signum() < 0;
    }

    private static Bid bid(DeleveragingRank rank, Quantity lot) {
        return new Bid(rank.target().id(), rank.accepts().units() / lot.units(), rank.score(), rank.weight());
    }

    /** Whole lots of the request that the deficit pays for; all of them where targets do not lose. */
    private static long lotsWithinBudget(Request request) {
        BigDecimal lot = request.lot().exact();
        BigDecimal difference = request.price().exact().subtract(request.mark().exact());
        BigDecimal unitLoss = request.quantity().signum() > 0 ? difference : difference.negate();
        long asked = request.quantity().abs().units() / request.lot().units();
        if (unitLoss.signum() <= 0) {
            return asked;
        }
        BigDecimal paid = new Ratio(request.budget().exact(), unitLoss.multiply(lot)).rounded(0, Rounding.DOWN);
        return paid.min(BigDecimal.valueOf(asked)).longValueExact();
    }

    private static Entry entry(
            Request request, DeleveragingRank rank, SortedMap<String, Ratio> exact, SortedMap<String, Long> whole) {
        String id = rank.target().id();
        Quantity closes = lots(whole.getOrDefault(id, 0L), request.lot());
        Ratio share = exact.getOrDefault(id, Ratio.of(BigDecimal.ZERO))
                .times(request.lot().exact());
        BigDecimal unitLoss = rank.target().unitLoss(request.mark(), request.price());
        return new Entry(rank, share, closes, closes.exact().multiply(unitLoss));
    }

    private static Quantity lots(long count, Quantity lot) {
        return new Quantity(Math.multiplyExact(count, lot.units()));
    }
}
