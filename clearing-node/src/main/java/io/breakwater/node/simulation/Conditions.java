package io.breakwater.node.simulation;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.liquidation.BranchingRatio;
import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.liquidation.DepthAverage;
import io.breakwater.core.liquidation.DepthParameters;
import io.breakwater.core.liquidation.Ratio;
import io.breakwater.core.liquidation.VelocityConditions;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rounding;
import io.breakwater.core.risk.HeatMap;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** What the throttle sees of each market: depth, displacement, impact, volume, open interest, and the heat map's ratio. */
final class Conditions {

    private static final BigDecimal DEPTH_MOVE = new BigDecimal("0.01");

    /** A day's volume is taken as five times the open interest: a tape of quotes has no volume of all venues. */
    private static final BigDecimal VOLUME_OF_OPEN_INTEREST = BigDecimal.valueOf(5);

    /** The square root of the minutes of a day. */
    private static final BigDecimal DAY_OF_MINUTE = new BigDecimal("37.947331922021");

    private static final BigDecimal LEAST_DAY_VOLATILITY = new BigDecimal("0.02");
    private static final Money LEAST_DEPTH = Money.of("1");
    private static final long HEAT_MILLIS = 5_000;
    private static final long SAMPLE_MILLIS = 1_000;
    private static final int MOVE_SAMPLES = 5;
    private static final int BASIS_POINTS = 100;

    private final Markets markets;
    private final Watch watch;
    private final OpenInterest openInterest;
    private final Map<String, Sampled> samples = new HashMap<>();
    private long nextMillis;

    /** What is sampled of one market once a second. */
    private final class Sampled {
        private DepthAverage depth = DepthAverage.empty(DepthParameters.defaults());
        private Money averageDepth = LEAST_DEPTH;
        private final Deque<Price> prices = new ArrayDeque<>();
        private HeatMap heat;
        private long heatMillis;

        /** Notional that a further percent of movement would liquidate, by unit of movement. */
        private Ratio liquidatable(Instrument instrument, boolean sells, long now) {
            if (heat == null || now - heatMillis >= HEAT_MILLIS) {
                heat = watch.heatMap(instrument, BASIS_POINTS);
                heatMillis = now;
            }
            Money notional = sells ? heat.liquidatableByFall(BASIS_POINTS) : heat.liquidatableByRise(BASIS_POINTS);
            return new Ratio(notional.exact(), DEPTH_MOVE);
        }
    }

    Conditions(Markets markets, Watch watch, OpenInterest openInterest) {
        this.markets = markets;
        this.watch = watch;
        this.openInterest = openInterest;
    }

    /** Samples depth, price and open interest of every market once a second. */
    void tick(long now) {
        if (now < nextMillis) {
            return;
        }
        nextMillis = now + SAMPLE_MILLIS;
        for (Feed feed : markets.feeds()) {
            if (feed.index().isPresent()) {
                sample(feed, now);
            }
        }
    }

    private void sample(Feed feed, long now) {
        Sampled sampled = samples.computeIfAbsent(feed.perpetual().underlying(), key -> new Sampled());
        sampled.depth = sampled.depth.observe(feed.book().depth(), now);
        sampled.averageDepth = sampled.depth.at(now).max(LEAST_DEPTH);
        sampled.prices.addLast(feed.index().orElseThrow().price());
        if (sampled.prices.size() > MOVE_SAMPLES + 1) {
            sampled.prices.removeFirst();
        }
    }

    /** The conditions of a market for sales of one side now. */
    VelocityConditions of(Instrument instrument, BucketKey.Side side, long now) {
        Money interest = openInterest.at(
                instrument, markets.view().instruments().get(instrument).mark());
        Feed feed = markets.feed(instrument);
        Sampled sampled = samples.computeIfAbsent(instrument.underlying(), key -> new Sampled());
        boolean sells = side == BucketKey.Side.SELLING;
        Money depth = sampled.averageDepth;
        Ratio impact = new Ratio(DEPTH_MOVE, depth.exact());
        BigDecimal displaced = feed.book().displacement().exact();
        MarginTiers tiers = feed.terms().tiers().orElseThrow();
        return new VelocityConditions(
                depth,
                sells ? displaced.negate() : displaced,
                impact,
                Money.rounded(VOLUME_OF_OPEN_INTEREST.multiply(interest.exact()), Rounding.DOWN),
                feed.sigma().exact().multiply(DAY_OF_MINUTE).max(LEAST_DAY_VOLATILITY),
                tiers.pieces().get(tiers.pieces().size() - 1).tier().maintenanceRate(),
                interest,
                BranchingRatio.of(impact, sampled.liquidatable(instrument, sells, now)),
                recentMove(sampled, sells));
    }

    private static BigDecimal recentMove(Sampled sampled, boolean sells) {
        if (sampled.prices.size() < 2) {
            return BigDecimal.ZERO;
        }
        BigDecimal before = sampled.prices.peekFirst().exact();
        BigDecimal move =
                sampled.prices.peekLast().exact().subtract(before).divide(before, Price.SCALE, Rounding.DOWN.mode());
        return sells ? move.negate() : move;
    }
}
