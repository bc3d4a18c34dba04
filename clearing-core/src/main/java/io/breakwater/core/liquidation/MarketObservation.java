package io.breakwater.core.liquidation;

import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What has been seen of one symbol's market, once a second, and the conditions of the throttle that follow from it.
 *
 * @param depths the depths seen
 * @param depth the averaged depth at the last sample, at least {@link #LEAST_DEPTH}
 * @param prices outside index of the last seconds, oldest first
 */
public record MarketObservation(DepthAverage depths, Money depth, List<Price> prices) {

    /** One sample in this time. */
    public static final long SPACING_MILLIS = 1_000;

    /** The move whose notional a depth states, and over which liquidatable notional is counted, in basis points. */
    public static final int MOVE_BASIS_POINTS = 100;

    private static final BigDecimal MOVE = new BigDecimal("0.01");
    private static final int MOVE_SAMPLES = 5;

    /** A day's volume is taken as five times the open interest: quotes do not state the volume of all venues. */
    private static final BigDecimal VOLUME_OF_OPEN_INTEREST = BigDecimal.valueOf(5);

    /** The square root of the minutes of a day. */
    private static final BigDecimal DAY_OF_MINUTE = new BigDecimal("37.947331922021");

    private static final BigDecimal LEAST_DAY_VOLATILITY = new BigDecimal("0.02");
    private static final Money LEAST_DEPTH = Money.of("1");

    /**
     * The rest of a market's state at the moment of the question.
     *
     * @param displacement how far the own book stands above the outside index, as a share of it; negative below
     * @param sigma one-minute volatility as a share of the price, at least 0
     * @param topMaintenanceRate of the tier that large positions are in
     * @param openInterest notional of all longs, at least 0
     * @param liquidatable notional that a further {@link #MOVE_BASIS_POINTS} would liquidate, at least 0
     */
    public record Market(
            BigDecimal displacement,
            BigDecimal sigma,
            BigDecimal topMaintenanceRate,
            Money openInterest,
            Money liquidatable) {}

    /** Copies the list. */
    public MarketObservation {
        prices = List.copyOf(prices);
    }

    /** Nothing seen yet. */
    public static MarketObservation none() {
        return new MarketObservation(DepthAverage.empty(DepthParameters.defaults()), LEAST_DEPTH, List.of());
    }

    /**
     * With the sample of this second.
     *
     * @param seen notional within 1 % of mid now, at least 0
     * @param index outside price
     */
    public MarketObservation observe(Money seen, Price index, long nowMillis) {
        DepthAverage next = depths.observe(seen, nowMillis);
        List<Price> moved = new ArrayList<>(prices);
        moved.add(index);
        List<Price> last = moved.subList(Math.max(0, moved.size() - MOVE_SAMPLES - 1), moved.size());
        return new MarketObservation(next, next.at(nowMillis).max(LEAST_DEPTH), last);
    }

    /** The conditions for sales, or purchases, of ours. */
    public VelocityConditions conditions(BucketKey.Side side, Market market) {
        boolean sells = side == BucketKey.Side.SELLING;
        Ratio impact = new Ratio(MOVE, depth.exact());
        return new VelocityConditions(
                depth,
                sells ? market.displacement.negate() : market.displacement,
                impact,
                Money.rounded(VOLUME_OF_OPEN_INTEREST.multiply(market.openInterest.exact()), Rounding.DOWN),
                market.sigma.multiply(DAY_OF_MINUTE).max(LEAST_DAY_VOLATILITY),
                market.topMaintenanceRate,
                market.openInterest,
                BranchingRatio.of(impact, new Ratio(market.liquidatable.exact(), MOVE)),
                recentMove(sells));
    }

    private BigDecimal recentMove(boolean sells) {
        if (prices.size() < 2) {
            return BigDecimal.ZERO;
        }
        BigDecimal before = prices.get(0).exact();
        BigDecimal move = prices.get(prices.size() - 1)
                .exact()
                .subtract(before)
                .divide(before, Price.SCALE, Rounding.DOWN.mode());
        return sells ? move.negate() : move;
    }
}
