package io.breakwater.core.oracle;

import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import java.util.List;
import java.util.Optional;

/**
 * Lets a price through while it moves no faster than the limits, clamps it while it jumps, and accepts the jump once it
 * is confirmed (risk model B.9, step 5; G25).
 *
 * <p>A move is measured from every price published within a window: the clamp keeps the price within the share of the
 * highest and of the lowest. The last price counts however old it is, until the feed falls silent. Once confirmed, a
 * price is published as it is and the limits start afresh from it, so that an old average does not suspect it again;
 * the published average is not restarted. Immutable.
 */
final class JumpGuard {

    private final OracleParameters parameters;
    private final PriceWindow ticks;
    private final PriceWindow samples;
    private final Optional<Price> last;
    private final long restartedMillis;
    private final Suspicion suspicion;

    private JumpGuard(
            OracleParameters parameters,
            PriceWindow ticks,
            PriceWindow samples,
            Optional<Price> last,
            long restartedMillis,
            Suspicion suspicion) {
        this.parameters = parameters;
        this.ticks = ticks;
        this.samples = samples;
        this.last = last;
        this.restartedMillis = restartedMillis;
        this.suspicion = suspicion;
    }

    /**
     * What became of a raw price.
     *
     * @param next the guard after it
     * @param published the price to publish
     */
    record Passage(JumpGuard next, Price published) {}

    static JumpGuard unused(OracleParameters parameters) {
        return restored(parameters, List.of(), Optional.empty(), Long.MIN_VALUE, Suspicion.NONE);
    }

    static JumpGuard restored(
            OracleParameters parameters,
            List<PriceSample> samples,
            Optional<Price> last,
            long restartedMillis,
            Suspicion suspicion) {
        JumpLimits limits = parameters.jumps();
        PriceWindow ticks = PriceWindow.empty(limits.shortMillis(), shortestTickMillis(parameters));
        PriceWindow window =
                PriceWindow.empty(limits.averageMillis(), limits.sampleMillis()).withAll(samples);
        return new JumpGuard(parameters, ticks, window, last, restartedMillis, suspicion);
    }

    /** Ticks may come up to twice as fast as configured before one is not remembered; the window stays bounded. */
    private static long shortestTickMillis(OracleParameters parameters) {
        long fewestMillis = parameters.jumps().shortMillis() / PriceWindow.LARGEST_SAMPLES;
        return Math.max(1, Math.max(fewestMillis, parameters.tickMillis() / 2));
    }

    /** The feed fell silent: what comes next is not measured against the last price, only against the windows. */
    JumpGuard afterSilence() {
        return new JumpGuard(parameters, ticks.cleared(), samples, Optional.empty(), restartedMillis, suspicion);
    }

    /** Judges the raw price of a tick. */
    Passage pass(Price raw, long now) {
        long clamped = clamp(raw.units(), now);
        Suspicion seen = see(raw, clamped != raw.units());
        if (seen.ticks() >= parameters.jumps().confirmTicks()) {
            JumpGuard confirmed = new JumpGuard(parameters, ticks.cleared(), samples, last, now, Suspicion.NONE);
            return confirmed.publish(raw, now);
        }
        return new JumpGuard(parameters, ticks, samples, last, restartedMillis, seen).publish(new Price(clamped), now);
    }

    private Passage publish(Price price, long now) {
        JumpGuard next = new JumpGuard(
                parameters,
                ticks.with(price.units(), now),
                samples.with(price.units(), now),
                Optional.of(price),
                restartedMillis,
                suspicion);
        return new Passage(next, price);
    }

    private Suspicion see(Price raw, boolean jumped) {
        if (!suspicion.isOpen() && !jumped) {
            return Suspicion.NONE;
        }
        return suspicion.isOpen() && isNearFirst(raw)
                ? new Suspicion(suspicion.first(), suspicion.ticks() + 1)
                : new Suspicion(raw, 1);
    }

    private boolean isNearFirst(Price raw) {
        long first = suspicion.first().units();
        Rate near = parameters.jumps().confirmWithin();
        return !Limit.isExceeded(Math.abs(raw.units() - first), near, parameters.scaleAt(first));
    }

    /** Cuts to the average first and to the short window last, so the fastest limit holds whatever the others say. */
    private long clamp(long raw, long now) {
        JumpLimits limits = parameters.jumps();
        long average = samples.average(since(now - limits.averageMillis()), raw);
        long price = cut(raw, average, average, limits.fromAverage());
        long minute = since(now - limits.longMillis());
        long held = last.isPresent() ? last.get().units() : price;
        price = cut(price, samples.lowest(minute, held), samples.highest(minute, held), limits.withinLong());
        long second = now - limits.shortMillis();
        held = last.isPresent() ? last.get().units() : price;
        return cut(price, ticks.lowest(second, held), ticks.highest(second, held), limits.withinShort());
    }

    private long since(long windowStart) {
        return Math.max(windowStart, restartedMillis);
    }

    private long cut(long price, long lowest, long highest, Rate share) {
        if (price > lowest && Limit.isExceeded(price - lowest, share, parameters.scaleAt(lowest))) {
            return lowest + Limit.distance(share, parameters.scaleAt(lowest));
        }
        if (price < highest && Limit.isExceeded(highest - price, share, parameters.scaleAt(highest))) {
            return highest - Limit.distance(share, parameters.scaleAt(highest));
        }
        return price;
    }

    Suspicion suspicion() {
        return suspicion;
    }

    long restartedMillis() {
        return restartedMillis;
    }

    List<PriceSample> samples() {
        return samples.samples();
    }

    /** The mean of the published prices over the average's window; {@code orElse} when there is none. */
    Price average(long now, Price orElse) {
        return new Price(samples.average(now - parameters.jumps().averageMillis(), orElse.units()));
    }
}
