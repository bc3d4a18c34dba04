package io.breakwater.core.oracle;

import io.breakwater.core.money.Int128;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import java.util.List;

/**
 * A slow copy of the index that a short-lived spike cannot move far: what init equity is valued at when it is worse than
 * the mark (risk model B.4).
 *
 * <pre>
 *   s' = index, cut to  s +- 0.03%*s*seconds
 *        and to         [highest of the last hour - 6%*c, lowest of the last hour + 6%*c],  c = s of 24 hours ago
 * </pre>
 *
 * <p>It never moves away from the index: where the second cut already excludes s, s stays. Limits are rounded toward
 * the smaller move. Immutable; in integers of 1e-8.
 */
public final class StablePrice {

    private static final long MILLIS_PER_SECOND = 1_000;

    private final OracleParameters parameters;
    private final long units;
    private final long timeMillis;
    private final PriceWindow history;

    private StablePrice(OracleParameters parameters, long units, long timeMillis, PriceWindow history) {
        this.parameters = parameters;
        this.units = units;
        this.timeMillis = timeMillis;
        this.history = history;
    }

    /** A stable price that begins at an index. */
    public static StablePrice startingAt(OracleParameters parameters, Price index, long now) {
        return restored(parameters, List.of(new PriceSample(now, index)), new PriceSample(now, index));
    }

    /**
     * A stable price as it was.
     *
     * @param history {@link #history} of then
     * @param newest the price and its time of then
     */
    public static StablePrice restored(OracleParameters parameters, List<PriceSample> history, PriceSample newest) {
        StablePriceParameters limits = parameters.stable();
        PriceWindow window =
                PriceWindow.empty(limits.delayMillis(), limits.sampleMillis()).withAll(history);
        return new StablePrice(parameters, newest.price().units(), newest.timeMillis(), window);
    }

    /**
     * The stable price after moving toward an index.
     *
     * @param now UTC epoch milliseconds, not before the last step
     * @throws IllegalArgumentException when time goes back
     */
    public StablePrice toward(Price index, long now) {
        if (now < timeMillis) {
            throw new IllegalArgumentException("stable price at " + timeMillis + " cannot step back to " + now);
        }
        long next = index.units() == units ? units : limited(index.units(), now);
        return new StablePrice(parameters, next, now, history.with(next, now));
    }

    private long limited(long index, long now) {
        StablePriceParameters limits = parameters.stable();
        long step = stepLimit(Math.min(now - timeMillis, limits.longestStepMillis()));
        long copy = history.oldest(units);
        long drift = Limit.distance(limits.perPeriod(), parameters.scaleAt(copy));
        long hourAgo = now - limits.periodMillis();
        if (index > units) {
            long ceiling = Math.min(units + step, history.lowest(hourAgo, units) + drift);
            return Math.max(units, Math.min(index, ceiling));
        }
        long floor = Math.max(units - step, history.highest(hourAgo, units) - drift);
        return Math.min(units, Math.max(index, floor));
    }

    private long stepLimit(long elapsedMillis) {
        long ratePerStep = parameters.stable().perSecond().units() * elapsedMillis / MILLIS_PER_SECOND;
        return Int128.product(ratePerStep, parameters.scaleAt(units)).dividedBy(Rate.ONE.units(), Rounding.DOWN);
    }

    /** The price. */
    public Price price() {
        return new Price(units);
    }

    /** The price and the time of its last step. */
    public PriceSample newest() {
        return new PriceSample(timeMillis, price());
    }

    /** What the price was over the delay, oldest first, one sample a sampling step. */
    public List<PriceSample> history() {
        return history.samples();
    }
}
