package io.breakwater.core.instrument;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The terms of one underlying.
 *
 * @param name the underlying, such as {@code BTC}
 * @param tiers size tiers of each instrument on it; absent when it is held in portfolio mode only
 * @param increments lot and tick
 * @param positiveProfitWeight share u of positive profit that counts in init equity: 1, 0.5 or 0 by market class (B.4)
 * @param openInterestCaps where open interest raises the initial rate, when it does
 * @param mayBeNegative whether its price may be zero or negative (B.6): ranges in price units, options by Bachelier
 * @param referencePrice the price level that scenario shocks are a share of where the price may be negative, so that its
 *     ranges are in price units; absent for any other underlying
 */
public record UnderlyingParameters(
        String name,
        Optional<MarginTiers> tiers,
        Increments increments,
        BigDecimal positiveProfitWeight,
        Optional<OpenInterestCaps> openInterestCaps,
        boolean mayBeNegative,
        Optional<BigDecimal> referencePrice) {

    /** Refuses a profit weight outside [0, 1] (init equity could exceed equity) and a reference price not positive. */
    public UnderlyingParameters {
        if (positiveProfitWeight.signum() < 0 || positiveProfitWeight.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException(
                    name + ": positive profit weight " + positiveProfitWeight.toPlainString() + " is not in [0, 1]");
        }
        referencePrice.filter(price -> price.signum() <= 0).ifPresent(price -> {
            throw new IllegalArgumentException(
                    "referencePrice " + price.toPlainString() + " of " + name + " is not positive");
        });
    }

    /** Terms without a reference price. */
    public UnderlyingParameters(
            String name,
            Optional<MarginTiers> tiers,
            Increments increments,
            BigDecimal positiveProfitWeight,
            Optional<OpenInterestCaps> openInterestCaps,
            boolean mayBeNegative) {
        this(name, tiers, increments, positiveProfitWeight, openInterestCaps, mayBeNegative, Optional.empty());
    }
}
