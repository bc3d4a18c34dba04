package io.breakwater.core.margin;

import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * The formulas of a volatility range, each without a memory of its own (risk model B.6). What goes through double is
 * taken with {@link StrictMath} or the exactly rounded {@link Math#sqrt}, and published as an integer, half even.
 */
final class VolatilityFormulas {

    static final int VARIANCE_DECIMALS = 18;

    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private VolatilityFormulas() {}

    /** z standard deviations over the horizon. */
    static Rate ordinary(VolatilityParameters p, BigDecimal variance) {
        double perHorizon = Math.sqrt(variance.doubleValue()) * Math.sqrt(p.horizonMinutes());
        return rounded(p.multiple().multiply(new BigDecimal(perHorizon)));
    }

    /** The range with its share of stress, not below the floor. */
    static Rate weighted(VolatilityParameters p, Rate ordinary) {
        BigDecimal calm = BigDecimal.ONE.subtract(p.stressWeight()).multiply(ordinary.exact());
        return rounded(calm.add(p.stressWeight().multiply(p.stress())).max(p.floor()));
    }

    /** The buffer that calm builds up and a storm releases. */
    static Rate buffer(VolatilityParameters p, Rate ordinary, Rate slow) {
        BigDecimal twiceSlowLess = TWO.multiply(slow.exact()).subtract(ordinary.exact());
        if (twiceSlowLess.signum() <= 0) {
            return Rate.ZERO;
        }
        BigDecimal share = twiceSlowLess.min(slow.exact());
        return rounded(p.buffer().multiply(share).divide(slow.exact(), Rate.SCALE, RoundingMode.HALF_EVEN));
    }

    /** The range of new risk. */
    static Rate initial(VolatilityParameters p, Rate weighted, Rate buffer) {
        BigDecimal buffered = weighted.exact().multiply(BigDecimal.ONE.add(buffer.exact()));
        return rounded(buffered.min(p.cap().multiply(p.base())));
    }

    /** The variance after one more squared return. */
    static BigDecimal smoothed(VolatilityParameters p, BigDecimal past, BigDecimal square) {
        BigDecimal kept = p.memory().multiply(past);
        BigDecimal added = BigDecimal.ONE.subtract(p.memory()).multiply(square);
        return kept.add(added).setScale(VARIANCE_DECIMALS, RoundingMode.HALF_EVEN);
    }

    /** The square of a return, spread over its minutes. */
    static BigDecimal square(Rate change, long minutes) {
        return change.exact()
                .multiply(change.exact())
                .divide(BigDecimal.valueOf(minutes), 2 * Rate.SCALE, RoundingMode.HALF_EVEN);
    }

    /** The log return; over a reference scale the absolute difference, so that no price divides. */
    static Rate change(VolatilityParameters p, Price from, Price to) {
        if (p.referenceScale().isPresent()) {
            BigDecimal scale = p.referenceScale().get().exact();
            return rounded(to.minus(from).exact().divide(scale, Rate.SCALE, RoundingMode.HALF_EVEN));
        }
        requirePositive(from);
        requirePositive(to);
        return rounded(new BigDecimal(StrictMath.log((double) to.units()) - StrictMath.log((double) from.units())));
    }

    private static void requirePositive(Price price) {
        if (price.signum() <= 0) {
            throw new IllegalArgumentException(
                    "price " + price + " has no log return; without a referenceScale it must be above 0");
        }
    }

    /** The middle sample, or the mean of the two in the middle. */
    static Rate median(List<Rate> samples) {
        List<Rate> sorted = samples.stream().sorted().toList();
        BigDecimal lower = sorted.get((sorted.size() - 1) / 2).exact();
        BigDecimal upper = sorted.get(sorted.size() / 2).exact();
        return rounded(lower.add(upper).divide(TWO));
    }

    /** An estimate as it is published: 12 decimals, half even. */
    static Rate rounded(BigDecimal estimate) {
        return Rate.rounded(estimate, Rounding.HALF_EVEN);
    }
}
