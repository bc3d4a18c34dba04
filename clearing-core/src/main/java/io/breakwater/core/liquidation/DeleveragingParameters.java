package io.breakwater.core.liquidation;

import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;

/**
 * How deleveraging targets are weighed (risk model B.11).
 *
 * @param leverageCap greatest leverage that counts in a weight; positive
 * @param leastHedgeFactor what a perfectly hedged target's weight is still multiplied by, in (0, 1]
 * @param maxTargets most targets that one plan considers
 */
public record DeleveragingParameters(BigDecimal leverageCap, BigDecimal leastHedgeFactor, int maxTargets) {

    /** Refuses values outside their ranges. */
    public DeleveragingParameters {
        if (leverageCap.signum() <= 0 || maxTargets <= 0) {
            throw new IllegalArgumentException("leverageCap " + leverageCap.toPlainString() + " and maxTargets "
                    + maxTargets + " must be positive");
        }
        if (leastHedgeFactor.signum() <= 0 || leastHedgeFactor.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException(
                    "leastHedgeFactor " + leastHedgeFactor.toPlainString() + " is not in (0, 1]");
        }
    }

    /** The defaults of risk model B.11: leverage counts up to 20, a hedge down to 0.2; 10,000 targets. */
    public static DeleveragingParameters defaults() {
        return new DeleveragingParameters(BigDecimal.valueOf(20), new BigDecimal("0.2"), 10_000);
    }

    /**
     * {@code max(0.2, |net delta| / gross delta)} of an account's underlying, rounded up to 12 decimals; 1 without delta.
     *
     * @throws IllegalArgumentException when gross is below the magnitude of net
     */
    public BigDecimal hedgeFactor(BigDecimal netDelta, BigDecimal grossDelta) {
        if (grossDelta.compareTo(netDelta.abs()) < 0) {
            throw new IllegalArgumentException(
                    "grossDelta " + grossDelta.toPlainString() + " is below netDelta " + netDelta.toPlainString());
        }
        return grossDelta.signum() == 0
                ? BigDecimal.ONE
                : netDelta.abs().divide(grossDelta, 12, Rounding.UP.mode()).max(leastHedgeFactor);
    }
}
