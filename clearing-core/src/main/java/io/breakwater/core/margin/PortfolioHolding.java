package io.breakwater.core.margin;

import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.margin.MarginAccount.OptionInputs;
import io.breakwater.core.margin.MarginAccount.Position;
import java.math.BigDecimal;

/**
 * A position with its risk array. Open orders may or may not be filled, so each number is taken at whichever fill is worst
 * for it; for a scenario's loss that is exact, because a maximum over fills of a linear function is reached at an end of
 * each instrument's range, and independently of the other instruments.
 *
 * @param position what is held and ordered
 * @param array of its instrument
 */
record PortfolioHolding(Position position, RiskArray array) {

    /** The worst profit in a scenario, by its place in the grid. */
    BigDecimal profit(int scenario) {
        BigDecimal entry = array.entries().get(scenario);
        return entry.multiply(position.quantity()).add(worstFill(entry));
    }

    /** The least net delta in settlement currency that open orders could lead to. */
    BigDecimal leastDelta() {
        BigDecimal unit = deltaOfUnit();
        return unit.multiply(position.quantity()).add(worstFill(unit));
    }

    /** The greatest net delta in settlement currency that open orders could lead to. */
    BigDecimal greatestDelta() {
        BigDecimal unit = deltaOfUnit();
        return unit.multiply(position.quantity()).subtract(worstFill(unit.negate()));
    }

    /** Notional of the short units of an option, in forwards; zero for other instruments. */
    BigDecimal shortOptionNotional() {
        BigDecimal sold = position.reservedSell().subtract(position.quantity()).max(BigDecimal.ZERO);
        return isOption() ? sold.multiply(price().abs()) : BigDecimal.ZERO;
    }

    /** Gross notional of a perpetual or future; zero for options. */
    BigDecimal futuresNotional() {
        return isOption() ? BigDecimal.ZERO : position.worstQuantity().multiply(price().abs());
    }

    /** The least that filling orders can add, where each unit bought adds {@code unit}; at most 0. */
    private BigDecimal worstFill(BigDecimal unit) {
        return unit.multiply(position.reservedBuy())
                .min(unit.negate().multiply(position.reservedSell()))
                .min(BigDecimal.ZERO);
    }

    private BigDecimal deltaOfUnit() {
        return array.delta().multiply(price().abs());
    }

    private BigDecimal price() {
        return position.option().map(OptionInputs::forward).orElse(position.mark());
    }

    private boolean isOption() {
        return position.instrument() instanceof EuropeanOption;
    }
}
