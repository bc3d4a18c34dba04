package io.breakwater.core.oracle;

import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import java.util.List;
import java.util.Optional;

/**
 * Lets a price through while it moves no faster than the limits, clamps it while it jumps, and accepts the jump once it
 * is confirmed (risk model B.9, step 5; G25).
 *
 * <p>A move is measured from every supported price published within a window: the clamp keeps the price within the share
 * of the highest and of the lowest. Supported means that over half of the configured weight was fresh and near the raw
 * price: what a minority said is no measure for what the majority says next, and a minority confirms nothing. The last
 * supported price counts until the feed would be stale. Once confirmed, a price is published as it is and the limits
 * start afresh from it, so that an old average does not suspect it again. Immutable.
 */
final class JumpGuard {

    private final OracleParameters parameters;
    private final PriceWindow ticks;
    private final PriceWindow supported;
    private final PriceWindow published;
    private final Optional<PriceSample> last;
    private final Optional<Suspicion> suspicion;

    private JumpGuard(
            OracleParameters parameters,
            PriceWindow ticks,
            PriceWindow supported,
            PriceWindow published,
            Optional<PriceSample> last,
            Optional<Suspicion> suspicion) {
        this.parameters = parameters;
        this.ticks = ticks;
        this.supported = supported;
        this.published = published;
        this.last = last;
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
        return restored(parameters, List.of(), List.of(), Optional.empty());
    }

    /**
     * A guard as it was, but for the ticks of its last second, of which the newest sample is left.
     *
     * @param supported {@link #supportedSamples} of then
     * @param published {@link #publishedSamples} of then
     */
    static JumpGuard restored(
            OracleParameters parameters,
            List<PriceSample> supported,
            List<PriceSample> published,
            Optional<Suspicion> suspicion) {
        JumpLimits limits = parameters.jumps();
        PriceWindow samples = PriceWindow.empty(limits.averageMillis(), limits.sampleMillis());
        return new JumpGuard(
                parameters,
                PriceWindow.empty(limits.shortMillis(), shortestTickMillis(parameters)),
                samples.withAll(supported),
                samples.withAll(published),
                supported.isEmpty() ? Optional.empty() : Optional.of(supported.get(supported.size() - 1)),
                suspicion);
    }

    /** Ticks may come up to twice as fast as configured before one is not remembered; the window stays bounded. */
    private static long shortestTickMillis(OracleParameters parameters) {
        long fewestMillis = parameters.jumps().shortMillis() / PriceWindow.LARGEST_SAMPLES;
        return Math.max(1, Math.max(fewestMillis, parameters.tickMillis() / 2));
    }

    /**
     * Judges the raw price of a tick.
     *
     * @param isSupported whether over half of the configured weight is fresh and near the raw price
     */
    Passage pass(Price raw, boolean isSupported, long now) {
        Price clamped = new Price(clamp(raw.units(), now));
        Optional<Suspicion> seen = see(raw, !clamped.equals(raw), isSupported);
        boolean isConfirmed =
                seen.isPresent() && seen.get().ticks() >= parameters.jumps().confirmTicks();
        if (isConfirmed) {
            JumpGuard afresh = new JumpGuard(
                    parameters, ticks.cleared(), supported.cleared(), published, Optional.empty(), Optional.empty());
            return new Passage(afresh.after(raw, true, now), raw);
        }
        JumpGuard seeing = new JumpGuard(parameters, ticks, supported, published, last, seen);
        return new Passage(seeing.after(clamped, isSupported, now), clamped);
    }

    private JumpGuard after(Price price, boolean isSupported, long now) {
        PriceWindow average = published.with(price.units(), now);
        return isSupported
                ? new JumpGuard(
                        parameters,
                        ticks.with(price.units(), now),
                        supported.with(price.units(), now),
                        average,
                        Optional.of(new PriceSample(now, price)),
                        suspicion)
                : new JumpGuard(parameters, ticks, supported, average, last, suspicion);
    }

    private Optional<Suspicion> see(Price raw, boolean jumped, boolean isSupported) {
        if (suspicion.isEmpty() && !jumped) {
            return suspicion;
        }
        int counted = isSupported ? 1 : 0;
        return suspicion.isPresent() && isNear(suspicion.get().first(), raw)
                ? Optional.of(suspicion.get().with(counted))
                : Optional.of(new Suspicion(raw, counted));
    }

    private boolean isNear(Price first, Price raw) {
        long distance = Math.abs(raw.units() - first.units());
        return !Limit.isExceeded(distance, parameters.jumps().confirmWithin(), parameters.scaleAt(first.units()));
    }

    /** Cuts to the average first and to the short window last, so the fastest limit holds whatever the others say. */
    private long clamp(long raw, long now) {
        JumpLimits limits = parameters.jumps();
        long average = supported.average(now - limits.averageMillis(), raw);
        long price = cut(raw, average, average, limits.fromAverage());
        long minute = now - limits.longMillis();
        long held = held(now, price);
        price = cut(price, supported.lowest(minute, held), supported.highest(minute, held), limits.withinLong());
        long second = now - limits.shortMillis();
        held = held(now, price);
        return cut(price, ticks.lowest(second, held), ticks.highest(second, held), limits.withinShort());
    }

    private long held(long now, long orElse) {
        boolean counts = last.isPresent() && now - last.get().timeMillis() <= parameters.staleAfterMillis();
        return counts ? last.get().price().units() : orElse;
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

    Optional<Suspicion> suspicion() {
        return suspicion;
    }

    List<PriceSample> supportedSamples() {
        return supported.samples();
    }

    List<PriceSample> publishedSamples() {
        return published.samples();
    }

    /** The mean of all published prices over the average's window; {@code orElse} when there is none. */
    Price average(long now, Price orElse) {
        return new Price(published.average(now - parameters.jumps().averageMillis(), orElse.units()));
    }
}
