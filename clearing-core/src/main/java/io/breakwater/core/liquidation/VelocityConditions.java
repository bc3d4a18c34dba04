package io.breakwater.core.liquidation;

import io.breakwater.core.money.Money;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;

/**
 * The state of one symbol's market on the side that absorbs our sales (or purchases), as the throttle sees it.
 *
 * @param depth notional within 1 % of mid, averaged; {@link DepthAverage}
 * @param displacement how far the own mark stands from the outside index in the direction of our sales, as a fraction;
 *     negative when it stands on the other side
 * @param impactPerNotional fraction of price that one unit of notional moves, positive
 * @param dayVolume notional traded in a day, at least 0
 * @param dayVolatility standard deviation of a day's return, positive
 * @param topMaintenanceRate maintenance rate of the tier that large positions of the symbol are in
 * @param openInterest notional, at least 0
 * @param branching how much further selling a sale brings about
 * @param recentMove how far the price moved in the direction of our sales within the observation time, as a fraction
 */
public record VelocityConditions(
        Money depth,
        BigDecimal displacement,
        Ratio impactPerNotional,
        Money dayVolume,
        BigDecimal dayVolatility,
        BigDecimal topMaintenanceRate,
        Money openInterest,
        BranchingRatio branching,
        BigDecimal recentMove) {

    /** Refuses amounts below 0 and an impact or a volatility that is not positive. */
    public VelocityConditions {
        requireNotNegative("depth", depth);
        requireNotNegative("dayVolume", dayVolume);
        requireNotNegative("openInterest", openInterest);
        if (impactPerNotional.numerator().signum() <= 0 || dayVolatility.signum() <= 0) {
            throw new IllegalArgumentException("impactPerNotional "
                    + impactPerNotional.numerator().toPlainString() + "/"
                    + impactPerNotional.denominator().toPlainString() + " and dayVolatility "
                    + dayVolatility.toPlainString() + " must be positive");
        }
    }

    /**
     * The part of a market that one of several grantors may use: every budget is linear in it, so grantors whose shares
     * sum to 1 together stay within the whole, whether they hear of each other or not (invariant 6).
     *
     * @param share in (0, 1]
     */
    public VelocityConditions scaled(BigDecimal share) {
        return new VelocityConditions(
                part(depth, share),
                displacement,
                impactPerNotional.dividedBy(share),
                part(dayVolume, share),
                dayVolatility,
                topMaintenanceRate,
                part(openInterest, share),
                branching,
                recentMove);
    }

    private static Money part(Money whole, BigDecimal share) {
        return Money.rounded(whole.exact().multiply(share), Rounding.DOWN);
    }

    private static void requireNotNegative(String field, Money value) {
        if (value.signum() < 0) {
            throw new IllegalArgumentException(field + " " + value + " is negative");
        }
    }
}
