package io.breakwater.core.liquidation;

import io.breakwater.core.money.Int128;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The depth D that sizes the buckets: a 30 s average, so that a withdrawn quote does not stop a liquidation, and at least
 * a tenth of the 24 h median, so that an emptied book does not (risk model B.13).
 *
 * <p>Each step of time keeps its last sample only, so both windows are bounded.
 *
 * @param parameters steps and floor
 * @param recent samples of the average, by rising step
 * @param day samples of the median, by rising step
 */
public record DepthAverage(DepthParameters parameters, List<Sample> recent, List<Sample> day) {

    /**
     * The last depth seen in a step.
     *
     * @param step time divided by the spacing
     * @param depth at least 0
     */
    public record Sample(long step, Money depth) {}

    /** Copies the lists. */
    public DepthAverage {
        recent = List.copyOf(recent);
        day = List.copyOf(day);
    }

    /** Nothing seen yet. */
    public static DepthAverage empty(DepthParameters parameters) {
        return new DepthAverage(parameters, List.of(), List.of());
    }

    /**
     * With the depth of now; what comes with an earlier time is dropped.
     *
     * @throws IllegalArgumentException when the depth is negative
     */
    public DepthAverage observe(Money depth, long nowMillis) {
        if (depth.signum() < 0) {
            throw new IllegalArgumentException("depth " + depth + " is negative");
        }
        long step = nowMillis / parameters.averageSpacingMillis();
        if (!recent.isEmpty() && step < recent.get(recent.size() - 1).step) {
            return this;
        }
        return new DepthAverage(
                parameters,
                with(recent, depth, step, parameters.averageSteps()),
                with(day, depth, nowMillis / parameters.medianSpacingMillis(), parameters.medianSteps()));
    }

    /** D now, rounded down; 0 when nothing was seen for a day. */
    public Money at(long nowMillis) {
        List<Money> averaged = since(recent, nowMillis / parameters.averageSpacingMillis() - parameters.averageSteps());
        List<Money> ranked = since(day, nowMillis / parameters.medianSpacingMillis() - parameters.medianSteps());
        BigDecimal floor = parameters.floorShare().multiply(median(ranked).exact());
        return mean(averaged).max(Money.rounded(floor, Rounding.DOWN));
    }

    private static List<Sample> with(List<Sample> samples, Money depth, long step, int steps) {
        List<Sample> kept = new ArrayList<>(samples.stream()
                .filter(sample -> sample.step > step - steps && sample.step < step)
                .toList());
        kept.add(new Sample(step, depth));
        return kept;
    }

    private static List<Money> since(List<Sample> samples, long step) {
        return samples.stream()
                .filter(sample -> sample.step > step)
                .map(Sample::depth)
                .toList();
    }

    private static Money mean(List<Money> depths) {
        Int128 total = Int128.ZERO;
        for (Money depth : depths) {
            total = total.plus(Int128.of(depth.units()));
        }
        return depths.isEmpty() ? Money.ZERO : new Money(total.dividedBy(depths.size(), Rounding.DOWN));
    }

    /** Of an even number the mean of the middle two. */
    private static Money median(List<Money> depths) {
        List<Money> ranked = depths.stream().sorted().toList();
        int size = ranked.size();
        return size == 0 ? Money.ZERO : mean(ranked.subList((size - 1) / 2, size / 2 + 1));
    }
}
