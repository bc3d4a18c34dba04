package io.breakwater.core.liquidation;

import io.breakwater.core.instrument.LiquidationParameters;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;

/**
 * What becomes of an account's equity when the backstop takes all of its positions at the mark.
 *
 * <p>The backstop earns {@code min(E, MM/2)} and the rest goes back to the owner; a bankrupt account pays no fee, and its
 * deficit goes to the waterfall (risk model B.10, G15). Equity and deficit round against the holder, so that fee,
 * returned amount and deficit add up to what is booked.
 *
 * @param fee to the backstop
 * @param returnedToOwner what stays with the owner
 * @param deficit to the waterfall; 0 unless bankrupt
 */
public record BackstopTakeover(Money fee, Money returnedToOwner, Money deficit) {

    /** The takeover of an account below two thirds of maintenance, at its exact equity and maintenance margin. */
    public static BackstopTakeover of(BigDecimal equity, BigDecimal maintenance, LiquidationParameters parameters) {
        Money booked = Money.rounded(equity, Rounding.AGAINST_HOLDER);
        if (booked.signum() < 0) {
            return new BackstopTakeover(Money.ZERO, Money.ZERO, booked.negate());
        }
        Money full = Money.rounded(parameters.backstopFeeOfMaintenance().multiply(maintenance), Rounding.REQUIREMENT);
        Money fee = full.min(booked);
        return new BackstopTakeover(fee, booked.minus(fee), Money.ZERO);
    }
}
