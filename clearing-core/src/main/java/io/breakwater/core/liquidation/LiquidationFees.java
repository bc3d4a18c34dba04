package io.breakwater.core.liquidation;

import io.breakwater.core.instrument.LiquidationParameters;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;

/**
 * Who pays for closing a slice: the keeper's reward and the fund's fee, out of what the account has left.
 *
 * <p>{@code reward = clamp(0.15 % of notional, 5.00, 25,000.00)}. The account pays the reward first and then the fee; the
 * fund adds only what is missing to the least reward, so that small accounts stay worth liquidating and no fund pays for
 * large ones (risk model B.10, G17).
 *
 * @param keeperFromAccount part of the reward that the account pays
 * @param keeperFromFund part of the reward that the symbol fund pays; never more than it has
 * @param fundFee what the account pays to the symbol fund
 */
public record LiquidationFees(Money keeperFromAccount, Money keeperFromFund, Money fundFee) {

    /**
     * The fees of a slice.
     *
     * @param notional closed, at least 0
     * @param equity of the account before the fees; below 0 it pays nothing
     * @param fundBalance of the symbol fund, at least 0
     * @throws IllegalArgumentException when notional or balance is negative
     */
    public static LiquidationFees of(
            Money notional, Money equity, Money fundBalance, LiquidationParameters parameters) {
        requireNotNegative("notional", notional);
        requireNotNegative("fundBalance", fundBalance);
        Money reward = reward(notional, parameters);
        Money affordable = equity.max(Money.ZERO);
        Money fromAccount = reward.min(affordable);
        Money missing = parameters.keeperMin().minus(fromAccount).max(Money.ZERO);
        Money fee = share(parameters.fundFee(), notional).min(affordable.minus(fromAccount));
        return new LiquidationFees(fromAccount, missing.min(fundBalance), fee);
    }

    /** What a keeper earns by a notional when the account can pay it. */
    public static Money reward(Money notional, LiquidationParameters parameters) {
        return share(parameters.keeperFee(), notional)
                .max(parameters.keeperMin())
                .min(parameters.keeperMax());
    }

    /** All that the account pays. */
    public Money fromAccount() {
        return keeperFromAccount.plus(fundFee);
    }

    /** All that the keeper gets. */
    public Money keeperReward() {
        return keeperFromAccount.plus(keeperFromFund);
    }

    private static Money share(BigDecimal rate, Money notional) {
        return Money.rounded(rate.multiply(notional.exact()), Rounding.REQUIREMENT);
    }

    private static void requireNotNegative(String field, Money value) {
        if (value.signum() < 0) {
            throw new IllegalArgumentException(field + " " + value + " is negative");
        }
    }
}
