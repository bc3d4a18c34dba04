package io.breakwater.core.instrument;

import io.breakwater.core.money.Money;
import java.math.BigDecimal;

/**
 * What a liquidation costs and when a partial one becomes full (risk model B.10).
 *
 * @param keeperFee share of the notional closed that the keeper earns
 * @param fundFee share that the insurance fund earns
 * @param slippage estimated share lost to the market
 * @param fullCloseFraction at or above this share of a position it closes whole
 * @param minRemainingNotional less than this would stay: it closes whole
 * @param backstopFeeOfMaintenance the backstop's fee as a share of maintenance margin
 * @param keeperMin least reward of a keeper
 * @param keeperMax greatest reward of a keeper
 */
public record LiquidationParameters(
        BigDecimal keeperFee,
        BigDecimal fundFee,
        BigDecimal slippage,
        BigDecimal fullCloseFraction,
        BigDecimal minRemainingNotional,
        BigDecimal backstopFeeOfMaintenance,
        Money keeperMin,
        Money keeperMax) {

    /** The defaults of risk model B.15. */
    public static LiquidationParameters defaults() {
        return new LiquidationParameters(
                new BigDecimal("0.0015"),
                new BigDecimal("0.0025"),
                new BigDecimal("0.0005"),
                new BigDecimal("0.80"),
                new BigDecimal("1000.00"),
                new BigDecimal("0.5"),
                Money.of("5"),
                Money.of("25000"));
    }

    /** The cost rate phi = keeper + fund + slippage of each unit of notional closed. */
    public BigDecimal costRate() {
        return keeperFee.add(fundFee).add(slippage);
    }
}
