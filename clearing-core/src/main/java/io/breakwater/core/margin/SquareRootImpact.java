package io.breakwater.core.margin;

import io.breakwater.core.instrument.LiquidationParameters;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * What selling a notional moves the price by: {@code Y*sigma_d*sqrt(N/V_d)}, and two thirds of it on average (risk model
 * B.5, B.13, G32).
 *
 * @param coefficient Y, near 1
 * @param dayVolatility sigma_d, standard deviation of a day's return; positive
 * @param dayVolume V_d, traded in a day in the settlement currency; positive
 */
public record SquareRootImpact(BigDecimal coefficient, BigDecimal dayVolatility, BigDecimal dayVolume) {

    private static final int DECIMALS = 18;
    private static final MathContext UP = new MathContext(34, RoundingMode.UP);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal THREE = BigDecimal.valueOf(3);

    /** Refuses what is not positive. */
    public SquareRootImpact {
        requirePositive("coefficient", coefficient);
        requirePositive("dayVolatility", dayVolatility);
        requirePositive("dayVolume", dayVolume);
    }

    private static void requirePositive(String field, BigDecimal value) {
        if (value.signum() <= 0) {
            throw new IllegalArgumentException(field + " " + value.toPlainString() + " is not positive");
        }
    }

    /** The relative move at the end of selling a notional, rounded up to 18 decimals: it is a cost. */
    public BigDecimal of(BigDecimal notional) {
        BigDecimal root = notional.divide(dayVolume, UP).sqrt(UP);
        return coefficient.multiply(dayVolatility).multiply(root).setScale(DECIMALS, Rounding.REQUIREMENT.mode());
    }

    /** The cost of selling a notional in settlement currency, two thirds of the final move on each unit; rounded up. */
    public BigDecimal cost(BigDecimal notional) {
        return of(notional).multiply(notional).multiply(TWO).divide(THREE, DECIMALS, Rounding.REQUIREMENT.mode());
    }

    /** The notional that moves the price by no more than a relative move: {@code V_d*(i/(Y*sigma_d))^2}, rounded down. */
    public BigDecimal notionalWithin(BigDecimal move) {
        BigDecimal scale = coefficient.multiply(dayVolatility);
        return dayVolume.multiply(move.multiply(move)).divide(scale.multiply(scale), DECIMALS, Rounding.DOWN.mode());
    }

    /** Whether maintenance margin of a notional covers its impact cost and the fees of closing it (risk model B.5). */
    public boolean isCovered(BigDecimal notional, MarginTiers tiers, LiquidationParameters liquidation) {
        BigDecimal fees = liquidation.keeperFee().add(liquidation.fundFee()).multiply(notional);
        return tiers.maintenance(notional).compareTo(cost(notional).add(fees)) >= 0;
    }
}
