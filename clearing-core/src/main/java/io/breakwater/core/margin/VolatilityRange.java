package io.breakwater.core.margin;

import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a symbol may move within the horizon, kept from turning every calm into low margin and every storm into margin
 * calls: the range that scales tier rates and the scenario width (risk model B.6, G07).
 *
 * <pre>
 *   var'        = lambda*var + (1 - lambda)*r^2              r the one-minute log return
 *   ordinary    = z*sqrt(var)*sqrt(horizon)
 *   weighted    = max(floor, (1 - w)*ordinary + w*stress)
 *   buffer      = b*clamp(2 - ordinary/slow, 0, 1)           slow the 30-day median of ordinary
 *   initial     = min(weighted*(1 + buffer), cap*base)       for new risk, at once
 *   maintenance = initial, but not below prev*2^(-t/halfLife), not above prev*(1 + rise*t) nor
 *                 above lowest of the last hour*(1 + rise), and not above prev while the throttle
 *                 is active or the feed is not LIVE
 * </pre>
 *
 * <p>The lowest of the last hour is there because small steps alone would compound. What is kept are decimal integers:
 * the variance in units of 1e-18, ranges in 1e-12, half even. Root, logarithm and power are taken in double, so that every
 * node gets the same bits, and published rounded. Immutable; the histories are bounded by the parameters.
 *
 * @param parameters configuration
 * @param timeMillis of the last step, UTC epoch milliseconds
 * @param variance of a one-minute return
 * @param returnFrom what the next return is measured from; absent before a trusted price
 * @param history samples of the ordinary range, oldest first
 * @param sampledMillis when the last of them was taken
 * @param lastHour maintenance ranges of the last hour at least a minute apart, oldest first
 * @param figures what is published
 */
public record VolatilityRange(
        VolatilityParameters parameters,
        long timeMillis,
        BigDecimal variance,
        Optional<PricePoint> returnFrom,
        List<Rate> history,
        long sampledMillis,
        List<RangePoint> lastHour,
        Figures figures) {

    private static final long MILLIS_PER_MINUTE = 60_000;
    private static final long MILLIS_PER_HOUR = 3_600_000;

    /**
     * A price at a time.
     *
     * @param timeMillis UTC epoch milliseconds
     * @param price a trusted price
     */
    public record PricePoint(long timeMillis, Price price) {}

    /**
     * A maintenance range at a time.
     *
     * @param timeMillis UTC epoch milliseconds
     * @param maintenance the range
     */
    public record RangePoint(long timeMillis, Rate maintenance) {}

    /**
     * The published figures.
     *
     * @param ordinary r_t
     * @param slow the median of its history
     * @param weighted r_apc
     * @param buffer b
     * @param initial the range of new risk
     * @param maintenance the range of existing positions
     */
    public record Figures(Rate ordinary, Rate slow, Rate weighted, Rate buffer, Rate initial, Rate maintenance) {}

    /** Copies the lists. */
    public VolatilityRange {
        history = List.copyOf(history);
        lastHour = List.copyOf(lastHour);
    }

    /** A range that has seen nothing: as volatile as its base says. */
    public static VolatilityRange startingAt(VolatilityParameters parameters, long now) {
        BigDecimal square = parameters.base().multiply(parameters.base());
        BigDecimal perVariance = parameters
                .multiple()
                .multiply(parameters.multiple())
                .multiply(BigDecimal.valueOf(parameters.horizonMinutes()));
        BigDecimal variance = square.divide(perVariance, VolatilityFormulas.VARIANCE_DECIMALS, RoundingMode.HALF_EVEN);
        Rate base = Rate.rounded(parameters.base(), Rounding.HALF_EVEN);
        return seeded(parameters, now, variance, base, base);
    }

    /**
     * A range with a known variance of a one-minute return and maintenance range.
     *
     * @param slow the only sample of its history
     */
    public static VolatilityRange seeded(
            VolatilityParameters parameters, long now, BigDecimal variance, Rate slow, Rate maintenance) {
        Figures figures = target(parameters, variance, slow, maintenance);
        return new VolatilityRange(
                parameters,
                now,
                variance,
                Optional.empty(),
                List.of(slow),
                now,
                List.of(new RangePoint(now, maintenance)),
                figures);
    }

    /**
     * The range after a minute: a further return when the price can be trusted, and the maintenance range on its way.
     *
     * <p>A return over several minutes, after the feed was not trusted, counts as that many equal ones with the same sum
     * of squares, at most a horizon of them.
     *
     * @param isThrottled whether the symbol's throttle gain is below 1
     * @param now UTC epoch milliseconds, not before the last step
     * @throws IllegalArgumentException when time goes back
     */
    public VolatilityRange next(Price price, FeedState feed, boolean isThrottled, long now) {
        boolean mayRise = feed == FeedState.LIVE && !isThrottled;
        Optional<PricePoint> seen = feed.isTrusted() ? Optional.of(new PricePoint(now, price)) : returnFrom;
        if (!feed.isTrusted() || returnFrom.isEmpty()) {
            return step(variance, seen, mayRise, now);
        }
        PricePoint from = returnFrom.get();
        long minutes = Math.max(1, (now - from.timeMillis() + MILLIS_PER_MINUTE / 2) / MILLIS_PER_MINUTE);
        BigDecimal square =
                VolatilityFormulas.square(VolatilityFormulas.change(parameters, from.price(), price), minutes);
        BigDecimal observed = variance;
        for (long i = 0; i < Math.min(minutes, parameters.horizonMinutes()); i++) {
            observed = VolatilityFormulas.smoothed(parameters, observed, square);
        }
        return step(observed, seen, mayRise, now);
    }

    /** The range after one known return of a minute. */
    VolatilityRange afterReturn(Rate change, boolean mayRise, long now) {
        return step(
                VolatilityFormulas.smoothed(parameters, variance, VolatilityFormulas.square(change, 1)),
                returnFrom,
                mayRise,
                now);
    }

    /** The same estimate under a later version of the parameters; what is published follows with the next step. */
    public VolatilityRange under(VolatilityParameters others) {
        return new VolatilityRange(others, timeMillis, variance, returnFrom, history, sampledMillis, lastHour, figures);
    }

    private VolatilityRange step(BigDecimal observed, Optional<PricePoint> seen, boolean mayRise, long now) {
        if (now < timeMillis) {
            throw new IllegalArgumentException("volatility at " + timeMillis + " cannot step back to " + now);
        }
        boolean samples = now - sampledMillis >= parameters.sampleMinutes() * MILLIS_PER_MINUTE;
        List<Rate> sampled = samples ? withSample(VolatilityFormulas.ordinary(parameters, observed)) : history;
        Rate slow = samples ? VolatilityFormulas.median(sampled) : figures.slow();
        Figures target = target(parameters, observed, slow, figures.maintenance());
        Rate moved = ramped(target.initial(), mayRise, now);
        return new VolatilityRange(
                parameters,
                now,
                observed,
                seen,
                sampled,
                samples ? now : sampledMillis,
                withPoint(moved, now),
                new Figures(target.ordinary(), slow, target.weighted(), target.buffer(), target.initial(), moved));
    }

    private static Figures target(VolatilityParameters p, BigDecimal variance, Rate slow, Rate maintenance) {
        Rate ordinary = VolatilityFormulas.ordinary(p, variance);
        Rate weighted = VolatilityFormulas.weighted(p, ordinary);
        Rate buffer = VolatilityFormulas.buffer(p, ordinary, slow);
        return new Figures(
                ordinary, slow, weighted, buffer, VolatilityFormulas.initial(p, weighted, buffer), maintenance);
    }

    /** Standard deviation of a one-minute return. */
    public Rate sigma() {
        return VolatilityFormulas.rounded(new BigDecimal(Math.sqrt(variance.doubleValue())));
    }

    private Rate ramped(Rate target, boolean mayRise, long now) {
        Rate ceiling = mayRise ? ceiling(now) : figures.maintenance();
        double halvings = hours(timeMillis, now).doubleValue()
                / parameters.halfLifeHours().doubleValue();
        BigDecimal decay = new BigDecimal(StrictMath.pow(2, -halvings));
        Rate lowest = VolatilityFormulas.rounded(figures.maintenance().exact().multiply(decay));
        return target.max(lowest).min(ceiling.max(lowest));
    }

    /** How far the maintenance range may have risen at a time, when nothing holds it. */
    public Rate ceiling(long now) {
        BigDecimal step = figures.maintenance().exact().multiply(risen(hours(timeMillis, now)));
        BigDecimal lowest = figures.maintenance().exact();
        for (RangePoint point : lastHour) {
            if (now - point.timeMillis() <= MILLIS_PER_HOUR) {
                lowest = lowest.min(point.maintenance().exact());
            }
        }
        return VolatilityFormulas.rounded(step.min(lowest.multiply(risen(BigDecimal.ONE))));
    }

    private BigDecimal risen(BigDecimal hours) {
        return BigDecimal.ONE.add(parameters.risePerHour().multiply(hours));
    }

    private List<RangePoint> withPoint(Rate maintenance, long now) {
        List<RangePoint> points = new ArrayList<>();
        for (RangePoint point : lastHour) {
            if (now - point.timeMillis() <= MILLIS_PER_HOUR) {
                points.add(point);
            }
        }
        if (points.isEmpty() || now - points.get(points.size() - 1).timeMillis() >= MILLIS_PER_MINUTE) {
            points.add(new RangePoint(now, maintenance));
        }
        return points;
    }

    private static BigDecimal hours(long fromMillis, long toMillis) {
        return BigDecimal.valueOf(toMillis - fromMillis)
                .divide(BigDecimal.valueOf(MILLIS_PER_HOUR), Rate.SCALE, RoundingMode.HALF_EVEN);
    }

    private List<Rate> withSample(Rate sample) {
        int dropped = Math.max(0, history.size() + 1 - parameters.samples());
        List<Rate> sampled = new ArrayList<>(history.subList(dropped, history.size()));
        sampled.add(sample);
        return sampled;
    }

    /** By how much the tiers' rates of new risk are scaled: the range over the base, rounded up. */
    public Rate initialScale() {
        return scale(figures.initial());
    }

    /** By how much the tiers' rates of existing positions are scaled: the range over the base, rounded up. */
    public Rate maintenanceScale() {
        return scale(figures.maintenance());
    }

    private Rate scale(Rate range) {
        return Rate.of(range.exact().divide(parameters.base(), Rate.SCALE, Rounding.REQUIREMENT.mode()));
    }
}
