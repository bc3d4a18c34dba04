package io.breakwater.core.oracle;

import io.breakwater.core.money.Int128;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rounding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The prices of a moving span of time, sampled at least one step apart, so never more than span/step + 1 of them.
 *
 * <p>Immutable: a sample copies the arrays, which happens once a step and not once a tick.
 */
final class PriceWindow {

    /** The most samples a window may be configured to hold. */
    static final long LARGEST_SAMPLES = 1_000;

    private final long spanMillis;
    private final long stepMillis;
    private final long[] times;
    private final long[] prices;

    private PriceWindow(long spanMillis, long stepMillis, long[] times, long[] prices) {
        this.spanMillis = spanMillis;
        this.stepMillis = stepMillis;
        this.times = times;
        this.prices = prices;
    }

    static PriceWindow empty(long spanMillis, long stepMillis) {
        return new PriceWindow(spanMillis, stepMillis, new long[0], new long[0]);
    }

    /** The window with a further price, unless the newest sample is less than a step old; drops what left the span. */
    PriceWindow with(long price, long now) {
        int size = times.length;
        if (size > 0 && now - times[size - 1] < stepMillis) {
            return this;
        }
        int from = firstSince(now - spanMillis);
        long[] keptTimes = Arrays.copyOfRange(times, from, size + 1);
        long[] keptPrices = Arrays.copyOfRange(prices, from, size + 1);
        keptTimes[size - from] = now;
        keptPrices[size - from] = price;
        return new PriceWindow(spanMillis, stepMillis, keptTimes, keptPrices);
    }

    PriceWindow cleared() {
        return empty(spanMillis, stepMillis);
    }

    /** The lowest of a price and the samples not older than {@code since}. */
    long lowest(long since, long price) {
        long lowest = price;
        for (int i = times.length - 1; i >= 0 && times[i] >= since; i--) {
            lowest = Math.min(lowest, prices[i]);
        }
        return lowest;
    }

    /** The highest of a price and the samples not older than {@code since}. */
    long highest(long since, long price) {
        long highest = price;
        for (int i = times.length - 1; i >= 0 && times[i] >= since; i--) {
            highest = Math.max(highest, prices[i]);
        }
        return highest;
    }

    /** The mean of the samples not older than {@code since}, half even to the unit; {@code orElse} without samples. */
    long average(long since, long orElse) {
        long sum = 0;
        int count = 0;
        for (int i = times.length - 1; i >= 0 && times[i] >= since; i--) {
            sum += prices[i];
            count++;
        }
        return count == 0 ? orElse : Int128.of(sum).dividedBy(count, Rounding.HALF_EVEN);
    }

    /** The oldest sample, or {@code orElse} without samples. */
    long oldest(long orElse) {
        return prices.length == 0 ? orElse : prices[0];
    }

    List<PriceSample> samples() {
        List<PriceSample> samples = new ArrayList<>(times.length);
        for (int i = 0; i < times.length; i++) {
            samples.add(new PriceSample(times[i], new Price(prices[i])));
        }
        return List.copyOf(samples);
    }

    /** This window with samples taken earlier, by rising time; what its span and step do not admit is left out. */
    PriceWindow withAll(List<PriceSample> samples) {
        PriceWindow window = this;
        for (PriceSample sample : samples) {
            window = window.with(sample.price().units(), sample.timeMillis());
        }
        return window;
    }

    private int firstSince(long since) {
        int first = 0;
        while (first < times.length && times[first] < since) {
            first++;
        }
        return first;
    }
}
