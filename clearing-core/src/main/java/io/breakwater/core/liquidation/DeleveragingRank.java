package io.breakwater.core.liquidation;

import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;

/**
 * How a target stands among all: what makes up its score and its weight, exact (risk model B.11, G20).
 *
 * <p>{@code score = profit/|quote| * notional/equity} orders the queue, {@code weight = profit * min(leverage, 20) *
 * hedge factor} divides pro rata; both are 0 for a losing target. A quote of 0 counts as one unit of money, so that a
 * position that cost nothing still has a place: the first.
 *
 * @param target whose
 * @param profit unrealised profit at the mark
 * @param profitShare profit by what the position was opened for
 * @param leverage notional by equity; 0 without equity
 * @param score at least 0
 * @param weight at least 0, to 12 decimals, rounded up so that who qualifies weighs something
 * @param accepts the most it gives up, whole lots, unsigned
 */
public record DeleveragingRank(
        DeleveragingTarget target,
        Money profit,
        Ratio profitShare,
        Ratio leverage,
        Ratio score,
        BigDecimal weight,
        Quantity accepts) {

    private static final int WEIGHT_DECIMALS = 12;

    /** The rank of a target at a mark, were it closed at a price. */
    static DeleveragingRank of(
            DeleveragingTarget target, Price mark, Price price, Quantity lot, DeleveragingParameters parameters) {
        Money profit = target.profit(mark);
        BigDecimal opened = target.quote().abs().max(new Money(1)).exact();
        Ratio profitShare = new Ratio(profit.exact(), opened);
        Ratio leverage = leverage(target, mark);
        boolean gains = profit.signum() > 0;
        Ratio score = gains ? product(profitShare, leverage) : Ratio.of(BigDecimal.ZERO);
        BigDecimal weight = gains ? weight(target, profit, leverage, parameters) : BigDecimal.ZERO;
        Quantity accepts = target.accepts(mark, price, lot);
        return new DeleveragingRank(target, profit, profitShare, leverage, score, weight, accepts);
    }

    private static Ratio leverage(DeleveragingTarget target, Price mark) {
        BigDecimal notional = target.quantity().exact().multiply(mark.exact()).abs();
        return target.equity().signum() > 0
                ? new Ratio(notional, target.equity().exact())
                : Ratio.of(BigDecimal.ZERO);
    }

    private static BigDecimal weight(
            DeleveragingTarget target, Money profit, Ratio leverage, DeleveragingParameters parameters) {
        Ratio counted =
                leverage.compareTo(parameters.leverageCap()) > 0 ? Ratio.of(parameters.leverageCap()) : leverage;
        return counted.times(profit.exact().multiply(target.hedgeFactor())).rounded(WEIGHT_DECIMALS, Rounding.UP);
    }

    private static Ratio product(Ratio a, Ratio b) {
        return a.times(b.numerator()).dividedBy(b.denominator());
    }
}
