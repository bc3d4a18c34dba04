package io.breakwater.core.liquidation;

import io.breakwater.core.money.Money;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;

/**
 * How much of one symbol the backstop may hold: {@code min(capital / initial rate, 10 % of open interest)} (risk model
 * B.13). It keeps the margin it asks of others, and never becomes the market.
 *
 * @param cap the greatest notional it may hold, rounded down
 */
public record BackstopCapacity(Money cap) {

    /**
     * The capacity of a backstop.
     *
     * @param capital of the backstop; without any it takes nothing
     * @param initialRate initial margin rate of the symbol, positive
     * @param openInterest notional of the symbol, at least 0
     * @throws IllegalArgumentException when the rate is not positive
     */
    public static BackstopCapacity of(
            Money capital, BigDecimal initialRate, Money openInterest, BackstopParameters parameters) {
        Ratio byCapital = Ratio.of(capital.exact().max(BigDecimal.ZERO)).dividedBy(initialRate);
        BigDecimal byMarket = parameters.openInterestShare().multiply(openInterest.exact());
        BigDecimal cap = byCapital.rounded(Money.SCALE, Rounding.DOWN).min(byMarket);
        return new BackstopCapacity(Money.rounded(cap, Rounding.DOWN));
    }

    /** What it may still take when it holds a notional already; at least 0. */
    public Money room(Money held) {
        return cap.minus(held.abs()).max(Money.ZERO);
    }
}
