package io.breakwater.core.margin;

import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.margin.MarginAccount.OptionInputs;
import io.breakwater.core.margin.MarginAccount.Position;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * How far scenarios move the market of one instrument, in price and in volatility.
 *
 * <p>A perpetual or future moves from its own mark, an option from its own forward (risk model B.7). Where prices may be
 * zero or negative the move is a share of the underlying's reference price, never of the price itself (risk model B.6).
 *
 * @param priceOfFullMove the spot move of a shock of 1, in price units
 * @param volatility of the option before the move; 0 for what is not one
 * @param multiplier of the volatility shock at the option's time to expiry
 * @param shock of volatility
 */
record MarketShock(BigDecimal priceOfFullMove, BigDecimal volatility, BigDecimal multiplier, VolatilityShock shock) {

    /**
     * The shocks of a position's instrument.
     *
     * @throws IllegalArgumentException when a price that may be negative has no reference price
     */
    static MarketShock of(Position position, UnderlyingParameters terms, VolatilityShock shock) {
        Optional<OptionInputs> option = position.option();
        BigDecimal price = option.map(OptionInputs::forward).orElse(position.mark());
        return new MarketShock(
                terms.mayBeNegative() ? reference(terms) : price,
                option.map(OptionInputs::impliedVolatility).orElse(BigDecimal.ZERO),
                option.map(inputs -> shock.multiplier(inputs.years())).orElse(BigDecimal.ONE),
                shock);
    }

    private static BigDecimal reference(UnderlyingParameters terms) {
        return terms.referencePrice()
                .orElseThrow(() -> new IllegalArgumentException(
                        "underlying " + terms.name() + " may be negative and has no referencePrice"));
    }

    /** How far the price moves, in price units. */
    BigDecimal priceMove(Scenario scenario) {
        return priceOfFullMove.multiply(scenario.spotShock());
    }

    /** How far volatility moves, in units of 1.00 a year (or in price units); it never falls below zero. */
    BigDecimal volatilityMove(Scenario scenario) {
        return shock.change(scenario.volatility(), multiplier).multiply(volatility);
    }
}
