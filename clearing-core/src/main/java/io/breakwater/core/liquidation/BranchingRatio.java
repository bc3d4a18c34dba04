package io.breakwater.core.liquidation;

import io.breakwater.core.money.Money;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * How much further selling one unit sold brings about: impact per notional times liquidatable notional per unit of fall.
 *
 * <p>Below 1 a sale of Q ends as {@code Q/(1-R)} in all; at 1 or above it runs away (risk model B.13, G28).
 *
 * @param value R, at least 0
 */
public record BranchingRatio(Ratio value) {

    /** No further selling. */
    public static final BranchingRatio NONE = new BranchingRatio(Ratio.of(BigDecimal.ZERO));

    /**
     * The ratio of a market.
     *
     * @param impactPerNotional fraction of price that selling one unit of notional moves
     * @param liquidatable notional that is liquidated by a unit fall, of the heat map
     */
    public static BranchingRatio of(Ratio impactPerNotional, Ratio liquidatable) {
        return new BranchingRatio(
                impactPerNotional.times(liquidatable.numerator()).dividedBy(liquidatable.denominator()));
    }

    /** The gain that keeps the throttled ratio at its target: {@code clamp(0.7/R, 0.1, 1)}, rounded down. */
    public Rate gain(GainParameters parameters) {
        if (value.compareTo(parameters.branchingTarget().exact()) <= 0) {
            return Rate.ONE;
        }
        Ratio exact = new Ratio(value.denominator(), value.numerator())
                .times(parameters.branchingTarget().exact());
        return Rate.of(exact.rounded(Rate.SCALE, Rounding.DOWN)).max(parameters.least());
    }

    /** What a sale ends as when nothing slows it, rounded up; empty when it runs away. */
    public Optional<Money> cascade(Money sold) {
        BigDecimal left = value.denominator().subtract(value.numerator());
        return left.signum() <= 0
                ? Optional.empty()
                : Optional.of(Money.of(
                        new Ratio(sold.exact().multiply(value.denominator()), left).rounded(Money.SCALE, Rounding.UP)));
    }
}
