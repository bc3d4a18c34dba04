package io.breakwater.core.margin;

import io.breakwater.core.instrument.PortfolioParameters;
import io.breakwater.core.margin.Scenario.VolatilityMove;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;

/**
 * The relative shock of an option's volatility by its own time to expiry: {@code iv*(1 + rise*m)} and
 * {@code iv*max(0, 1 - fall*m)} with {@code m = (pivot/max(days,1))^p} (risk model B.7).
 *
 * @param rise relative rise at the pivot
 * @param fall relative fall at the pivot
 * @param pivotDays days at which the shock is as given
 * @param shortExponent p up to the pivot
 * @param longExponent p beyond it
 */
public record VolatilityShock(
        BigDecimal rise, BigDecimal fall, BigDecimal pivotDays, BigDecimal shortExponent, BigDecimal longExponent) {

    private static final BigDecimal DAYS_A_YEAR = BigDecimal.valueOf(365);
    private static final int MULTIPLIER_DECIMALS = 28;

    /** The shock of risk model B.7: 30 days, exponents 0.30 and 0.13. */
    public static VolatilityShock standard(PortfolioParameters parameters) {
        return new VolatilityShock(
                parameters.volatilityUp(),
                parameters.volatilityDown(),
                BigDecimal.valueOf(30),
                new BigDecimal("0.30"),
                new BigDecimal("0.13"));
    }

    /** How much stronger than at the pivot the shock is for an option with so many years left; half even to 28 decimals. */
    public BigDecimal multiplier(BigDecimal years) {
        BigDecimal days = years.multiply(DAYS_A_YEAR);
        BigDecimal exponent = days.compareTo(pivotDays) <= 0 ? shortExponent : longExponent;
        DoubleDouble ratio = DoubleDouble.of(pivotDays).dividedBy(DoubleDouble.of(days.max(BigDecimal.ONE)));
        return ratio.pow(DoubleDouble.of(exponent))
                .toBigDecimal()
                .setScale(MULTIPLIER_DECIMALS, Rounding.HALF_EVEN.mode());
    }

    /** The relative change of volatility under a move, at least -1. */
    public BigDecimal change(VolatilityMove move, BigDecimal multiplier) {
        return switch (move) {
            case UP -> rise.multiply(multiplier);
            case NONE -> BigDecimal.ZERO;
            case DOWN -> fall.multiply(multiplier).min(BigDecimal.ONE).negate();
        };
    }
}
