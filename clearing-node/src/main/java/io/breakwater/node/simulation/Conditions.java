package io.breakwater.node.simulation;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.liquidation.MarketObservation;
import io.breakwater.core.liquidation.VelocityConditions;
import io.breakwater.core.money.Money;
import io.breakwater.core.risk.HeatMap;
import java.util.HashMap;
import java.util.Map;

/** What the throttle sees of each market: depth, displacement, impact, volume, open interest, and the heat map's ratio. */
final class Conditions {

    private static final long HEAT_MILLIS = 5_000;
    private static final int BASIS_POINTS = MarketObservation.MOVE_BASIS_POINTS;

    private final Markets markets;
    private final Watch watch;
    private final OpenInterest openInterest;
    private final Map<String, Sampled> samples = new HashMap<>();
    private long nextMillis;

    /** What is sampled of one market once a second, and its heat map once in a while. */
    private final class Sampled {
        private MarketObservation observed = MarketObservation.none();
        private HeatMap heat;
        private long heatMillis;

        /** Notional that a further percent of movement would liquidate. */
        private Money liquidatable(Instrument instrument, boolean sells, long now) {
            if (heat == null || now - heatMillis >= HEAT_MILLIS) {
                heat = watch.heatMap(instrument, BASIS_POINTS);
                heatMillis = now;
            }
            return sells ? heat.liquidatableByFall(BASIS_POINTS) : heat.liquidatableByRise(BASIS_POINTS);
        }
    }

    Conditions(Markets markets, Watch watch, OpenInterest openInterest) {
        this.markets = markets;
        this.watch = watch;
        this.openInterest = openInterest;
    }

    /** Samples depth and price of every market once a second. */
    void tick(long now) {
        if (now < nextMillis) {
            return;
        }
        nextMillis = now + MarketObservation.SPACING_MILLIS;
        for (Feed feed : markets.feeds()) {
            if (feed.index().isPresent()) {
                Sampled sampled = sampled(feed.perpetual());
                sampled.observed = sampled.observed.observe(
                        feed.book().depth(), feed.index().orElseThrow().price(), now);
            }
        }
    }

    private Sampled sampled(Instrument instrument) {
        return samples.computeIfAbsent(instrument.underlying(), key -> new Sampled());
    }

    /** The conditions of a market for sales of one side now. */
    VelocityConditions of(Instrument instrument, BucketKey.Side side, long now) {
        Feed feed = markets.feed(instrument);
        Sampled sampled = sampled(instrument);
        MarginTiers tiers = feed.terms().tiers().orElseThrow();
        return sampled.observed.conditions(
                side,
                new MarketObservation.Market(
                        feed.book().displacement().exact(),
                        feed.sigma().exact(),
                        tiers.pieces().get(tiers.pieces().size() - 1).tier().maintenanceRate(),
                        openInterest.at(
                                instrument,
                                markets.view().instruments().get(instrument).mark()),
                        sampled.liquidatable(instrument, side == BucketKey.Side.SELLING, now)));
    }
}
