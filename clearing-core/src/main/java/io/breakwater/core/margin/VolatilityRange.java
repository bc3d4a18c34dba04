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
 *   maintenance = initial, but not below prev*2^(-t/halfLife), not above anchor*(1 + rise*hours since the anchor),
 *                 and not above prev while the throttle is active or the feed is not LIVE
 * </pre>
 *
 * <p>The anchor is the maintenance range when it last fell, or an hour ago, so that small steps do not compound to more
 * than the hourly rise. What is kept are decimal integers: the variance in units of 1e-18, ranges in 1e-12, half even.
 * Root, logarithm and power are taken in double with {@link StrictMath} and published rounded, so every node gets the
 * same bits. Immutable; the history is bounded by the parameters.
 *
 * @param parameters configuration
 * @param timeMillis of the last step, UTC epoch milliseconds
 * @param variance of a one-minute return
 * @param returnFrom what the next return is measured from; absent before a trusted price
 * @param history samples of the ordinary range, oldest first
 * @param sampledMillis when the last of them was taken
 * @param anchor the maintenance range from which its rise is measured
 * @param anchorMillis when that was
 * @param figures what is published
 */
public record VolatilityRange(
        VolatilityParameters parameters,
        long timeMillis,
        BigDecimal variance,
        Optional<PricePoint> returnFrom,
        List<Rate> history,
        long sampledMillis,
        Rate anchor,
        long anchorMillis,
        Figures figures) {

    private static final int VARIANCE_DECIMALS = 18;
    private static final long MILLIS_PER_MINUTE = 60_000;
    private static final long MILLIS_PER_HOUR = 3_600_000;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    /**
     * A price at a time.
     *
     * @param timeMillis UTC epoch milliseconds
     * @param price a trusted price
     */
    public record PricePoint(long timeMillis, Price price) {}

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

    /** Copies the list. */
    public VolatilityRange {
        history = List.copyOf(history);
    }

    /** A range that has seen nothing: as volatile as its base says. */
    public static VolatilityRange startingAt(VolatilityParameters parameters, long now) {
        BigDecimal square = parameters.base().multiply(parameters.base());
        BigDecimal perVariance = parameters
                .multiple()
                .multiply(parameters.multiple())
                .multiply(BigDecimal.valueOf(parameters.horizonMinutes()));
        BigDecimal variance = square.divide(perVariance, VARIANCE_DECIMALS, RoundingMode.HALF_EVEN);
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
                parameters, now, variance, Optional.empty(), List.of(slow), now, maintenance, now, figures);
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
        BigDecimal square = square(change(from.price(), price), minutes);
        BigDecimal observed = variance;
        for (long i = 0; i < Math.min(minutes, parameters.horizonMinutes()); i++) {
            observed = smoothed(observed, square);
        }
        return step(observed, seen, mayRise, now);
    }

    /** The range after one known return of a minute. */
    VolatilityRange afterReturn(Rate change, boolean mayRise, long now) {
        return step(smoothed(variance, square(change, 1)), returnFrom, mayRise, now);
    }

    /** The same estimate under a later version of the parameters; what is published follows with the next step. */
    public VolatilityRange under(VolatilityParameters others) {
        return new VolatilityRange(
                others, timeMillis, variance, returnFrom, history, sampledMillis, anchor, anchorMillis, figures);
    }

    private VolatilityRange step(BigDecimal observed, Optional<PricePoint> seen, boolean mayRise, long now) {
        if (now < timeMillis) {
            throw new IllegalArgumentException("volatility at " + timeMillis + " cannot step back to " + now);
        }
        boolean samples = now - sampledMillis >= parameters.sampleMinutes() * MILLIS_PER_MINUTE;
        List<Rate> sampled = samples ? withSample(ordinary(parameters, observed)) : history;
        Rate slow = samples ? median(sampled) : figures.slow();
        Figures target = target(parameters, observed, slow, figures.maintenance());
        Rate moved = ramped(target.initial(), mayRise, now);
        boolean reanchors = moved.compareTo(figures.maintenance()) < 0 || now - anchorMillis >= MILLIS_PER_HOUR;
        return new VolatilityRange(
                parameters,
                now,
                observed,
                seen,
                sampled,
                samples ? now : sampledMillis,
                reanchors ? moved : anchor,
                reanchors ? now : anchorMillis,
                new Figures(target.ordinary(), slow, target.weighted(), target.buffer(), target.initial(), moved));
    }

    private static Figures target(VolatilityParameters p, BigDecimal variance, Rate slow, Rate maintenance) {
        Rate ordinary = ordinary(p, variance);
        Rate weighted = weighted(p, ordinary);
        Rate buffer = buffer(p, ordinary, slow);
        return new Figures(ordinary, slow, weighted, buffer, initial(p, weighted, buffer), maintenance);
    }

    private static Rate ordinary(VolatilityParameters p, BigDecimal variance) {
        double perHorizon = Math.sqrt(variance.doubleValue()) * Math.sqrt(p.horizonMinutes());
        return published(p.multiple().multiply(new BigDecimal(perHorizon)));
    }

    /** Standard deviation of a one-minute return. */
    public Rate sigma() {
        return published(new BigDecimal(Math.sqrt(variance.doubleValue())));
    }

    /** The range with its share of stress, not below the floor. */
    static Rate weighted(VolatilityParameters p, Rate ordinary) {
        BigDecimal calm = BigDecimal.ONE.subtract(p.stressWeight()).multiply(ordinary.exact());
        return published(calm.add(p.stressWeight().multiply(p.stress())).max(p.floor()));
    }

    /** The buffer that calm builds up and a storm releases. */
    static Rate buffer(VolatilityParameters p, Rate ordinary, Rate slow) {
        BigDecimal twiceSlowLess = TWO.multiply(slow.exact()).subtract(ordinary.exact());
        if (twiceSlowLess.signum() <= 0) {
            return Rate.ZERO;
        }
        BigDecimal share = twiceSlowLess.min(slow.exact());
        return published(p.buffer().multiply(share).divide(slow.exact(), Rate.SCALE, RoundingMode.HALF_EVEN));
    }

    /** The range of new risk. */
    static Rate initial(VolatilityParameters p, Rate weighted, Rate buffer) {
        BigDecimal buffered = weighted.exact().multiply(BigDecimal.ONE.add(buffer.exact()));
        return published(buffered.min(p.cap().multiply(p.base())));
    }

    private Rate ramped(Rate target, boolean mayRise, long now) {
        Rate ceiling = mayRise ? ceiling(now) : figures.maintenance();
        double halvings = hours(timeMillis, now).doubleValue()
                / parameters.halfLifeHours().doubleValue();
        BigDecimal decay = new BigDecimal(StrictMath.pow(2, -halvings));
        Rate lowest = published(figures.maintenance().exact().multiply(decay));
        return target.max(lowest).min(ceiling.max(lowest));
    }

    /** How far the maintenance range may have risen at a time, when nothing holds it. */
    public Rate ceiling(long now) {
        BigDecimal share =
                parameters.risePerHour().multiply(hours(anchorMillis, now).min(BigDecimal.ONE));
        return published(anchor.exact().multiply(BigDecimal.ONE.add(share)));
    }

    private static BigDecimal hours(long fromMillis, long toMillis) {
        return BigDecimal.valueOf(toMillis - fromMillis)
                .divide(BigDecimal.valueOf(MILLIS_PER_HOUR), Rate.SCALE, RoundingMode.HALF_EVEN);
    }

    private BigDecimal smoothed(BigDecimal past, BigDecimal square) {
        BigDecimal kept = parameters.memory().multiply(past);
        BigDecimal added = BigDecimal.ONE.subtract(parameters.memory()).multiply(square);
        return kept.add(added).setScale(VARIANCE_DECIMALS, RoundingMode.HALF_EVEN);
    }

    private static BigDecimal square(Rate change, long minutes) {
        return change.exact()
                .multiply(change.exact())
                .divide(BigDecimal.valueOf(minutes), 2 * Rate.SCALE, RoundingMode.HALF_EVEN);
    }

    /** The log return; over a reference scale the absolute difference, so that no price divides. */
    private Rate change(Price from, Price to) {
        if (parameters.referenceScale().isPresent()) {
            BigDecimal scale = parameters.referenceScale().get().exact();
            return new Rate(to.minus(from)
                    .exact()
                    .divide(scale, Rate.SCALE, RoundingMode.HALF_EVEN)
                    .movePointRight(Rate.SCALE)
                    .longValueExact());
        }
        return published(new BigDecimal(StrictMath.log((double) to.units()) - StrictMath.log((double) from.units())));
    }

    private static void requirePositive(Price price) {
        if (price.signum() <= 0) {
            throw new IllegalArgumentException(
                    "price " + price + " has no log return; without a referenceScale it must be above 0");
        }
    }

    private List<Rate> withSample(Rate sample) {
        int dropped = Math.max(0, history.size() + 1 - parameters.samples());
        List<Rate> sampled = new ArrayList<>(history.subList(dropped, history.size()));
        sampled.add(sample);
        return sampled;
    }

    private static Rate median(List<Rate> samples) {
        List<Rate> sorted = samples.stream().sorted().toList();
        BigDecimal lower = sorted.get((sorted.size() - 1) / 2).exact();
        BigDecimal upper = sorted.get(sorted.size() / 2).exact();
        return published(lower.add(upper).divide(TWO));
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
        return new Rate(range.exact()
                .divide(parameters.base(), Rate.SCALE, Rounding.REQUIREMENT.mode())
                .movePointRight(Rate.SCALE)
                .longValueExact());
    }

    private static Rate published(BigDecimal estimate) {
        return Rate.rounded(estimate, Rounding.HALF_EVEN);
    }
}
