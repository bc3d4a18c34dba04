package io.breakwater.core.liquidation;

import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;

/**
 * An account that holds the side opposite to one being deleveraged, with the numbers that decide whether and how much it
 * gives up.
 *
 * @param id account
 * @param quantity signed position
 * @param quote its quote: minus what was paid for it
 * @param reservedCloses what reservations close of it already, unsigned
 * @param equity of the account
 * @param maintenance requirement of the account
 * @param maintenanceWithout requirement of the account were the position closed; above {@code maintenance} where the
 *     position hedges another
 * @param hedgeFactor how directional the account is, in (0, 1]; {@link DeleveragingParameters#hedgeFactor}
 */
public record DeleveragingTarget(
        String id,
        Quantity quantity,
        Money quote,
        Quantity reservedCloses,
        Money equity,
        Money maintenance,
        Money maintenanceWithout,
        BigDecimal hedgeFactor) {

    /** Unrealised profit at a mark, rounded down. */
    public Money profit(Price mark) {
        return mark.times(quantity, Rounding.AGAINST_HOLDER).plus(quote);
    }

    /**
     * The most it gives up at a price, in whole lots, unsigned: at most what it holds less its reserved closes, at a loss
     * of at most its profit, and without falling below its own maintenance margin.
     *
     * <p>Closing x of |q| at a loss of u a unit leaves equity {@code E - u*x} and, because the requirement is convex in
     * the position (invariants of B.12.5), at most {@code MM - (MM - MM_without)*x/|q|}. So
     * {@code x*(u*|q| - (MM - MM_without)) <= (E - MM)*|q|} suffices.
     */
    Quantity accepts(Price mark, Price price, Quantity lot) {
        BigDecimal held = quantity.exact().abs();
        Money profit = profit(mark);
        boolean qualifies = quantity.signum() != 0
                && profit.signum() > 0
                && equity.signum() > 0
                && equity.compareTo(maintenance) >= 0;
        if (!qualifies) {
            return Quantity.ZERO;
        }
        BigDecimal unitLoss = unitLoss(mark, price);
        BigDecimal released = maintenance.minus(maintenanceWithout).exact();
        BigDecimal most = held.subtract(reservedCloses.exact()).max(BigDecimal.ZERO);
        most = limit(most, profit.exact(), unitLoss);
        most = limit(
                most,
                equity.minus(maintenance).exact().multiply(held),
                unitLoss.multiply(held).subtract(released));
        return Quantity.rounded(most, Rounding.DOWN).toLots(lot, Rounding.DOWN);
    }

    /** What each unit given up at a price loses against the mark; negative where it gains. */
    BigDecimal unitLoss(Price mark, Price price) {
        BigDecimal forShort = price.exact().subtract(mark.exact());
        return quantity.signum() < 0 ? forShort : forShort.negate();
    }

    /** The greatest x up to {@code most} with {@code slope*x <= budget}. */
    private static BigDecimal limit(BigDecimal most, BigDecimal budget, BigDecimal slope) {
        return slope.signum() <= 0 ? most : most.min(new Ratio(budget, slope).rounded(Quantity.SCALE, Rounding.DOWN));
    }
}
