package io.breakwater.core.liquidation;

import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;

/**
 * Prices the slices that keepers may take: a discount to the mark that grows until somebody wants it.
 *
 * <p>{@code d(t) = d0 + (dmax - d0)*min(t, T)/T} with {@code dmax = mmr/2} (risk model B.10, G16). At half the
 * maintenance rate a taker is paid out of the margin that the slice releases, so waiting costs the account, not a fund.
 */
public final class KeeperAuction {

    private KeeperAuction() {}

    /**
     * The discount after some time, exact; it never falls below the first one, also where half of the maintenance rate
     * is less.
     *
     * @param maintenanceRate marginal maintenance rate of the position
     * @param elapsedMillis time since the offer
     * @throws IllegalArgumentException when the time is negative
     */
    public static Ratio discount(BigDecimal maintenanceRate, long elapsedMillis, AuctionParameters parameters) {
        if (elapsedMillis < 0) {
            throw new IllegalArgumentException("elapsedMillis " + elapsedMillis + " is negative");
        }
        BigDecimal first = parameters.firstDiscount();
        BigDecimal last = first.max(parameters.lastDiscountOfMaintenance().multiply(maintenanceRate));
        BigDecimal elapsed = BigDecimal.valueOf(Math.min(elapsedMillis, parameters.rampMillis()));
        return Ratio.of(last.subtract(first).multiply(elapsed))
                .dividedBy(BigDecimal.valueOf(parameters.rampMillis()))
                .plus(first);
    }

    /**
     * The price of closing a position at a discount, to the tick and against the holder: a long is sold below the mark,
     * rounded down, a short is bought back above it, rounded up. So a keeper always gets at least the discount, and the
     * auction cannot stand still where the tick is coarse.
     *
     * @param mark mark price; the discount is a share of its magnitude
     * @param closing signed movement that closes the position: negative sells a long
     * @param tick positive price step
     */
    public static Price price(Price mark, Quantity closing, Ratio discount, Price tick) {
        boolean sells = closing.signum() < 0;
        BigDecimal magnitude = mark.exact().abs();
        Ratio exact = discount.times(sells ? magnitude.negate() : magnitude).plus(mark.exact());
        return Price.of(exact.toMultipleOf(tick.exact(), sells ? Rounding.AGAINST_HOLDER : Rounding.REQUIREMENT));
    }
}
