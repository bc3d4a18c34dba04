package io.breakwater.core.margin;

import java.math.BigDecimal;

/**
 * The sensitivities of one unit of an instrument, and the profit they predict for a small move:
 * {@code delta*dS + gamma*dS^2/2 + vega*dVol} (risk model B.7, G10). Like a risk array it is linear in the quantity.
 *
 * @param delta change of value for a move of spot by 1
 * @param gamma change of delta for a move of spot by 1
 * @param vega change of value for a move of volatility by 1.00
 */
public record Greeks(BigDecimal delta, BigDecimal gamma, BigDecimal vega) {

    /** A perpetual or a future: its value moves with its price. */
    public static final Greeks LINEAR = new Greeks(BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ZERO);

    private static final BigDecimal HALF = new BigDecimal("0.5");

    /** The predicted profit of one unit, exact, for a move of spot in price units and of volatility in units of 1.00. */
    public BigDecimal profit(BigDecimal spotMove, BigDecimal volatilityMove) {
        BigDecimal curvature = gamma.multiply(spotMove).multiply(HALF);
        return delta.add(curvature).multiply(spotMove).add(vega.multiply(volatilityMove));
    }
}
