package io.breakwater.core.margin;

import io.breakwater.core.instrument.Instrument;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/**
 * One instrument under every scenario of a set: {@code a_s = w_s*(V(s) - V(0))} for one unit (risk model B.7).
 *
 * <p>It depends on the market and the parameters alone, so it is computed once a tick and shared by all holders; an
 * account's outcome is then a matrix-vector product.
 *
 * @param instrument of which one unit is held
 * @param value V(0): the mark of a perpetual or future, the option's value to 8 decimals
 * @param delta change of value for a move of spot by 1
 * @param entries weighted profit in each scenario, half even to 8 decimals
 */
public record RiskArray(Instrument instrument, BigDecimal value, BigDecimal delta, List<BigDecimal> entries) {

    /** Copies the list. */
    public RiskArray {
        entries = List.copyOf(entries);
    }

    /**
     * The array of an instrument from its unweighted profit in each scenario.
     *
     * @param value of one unit now
     * @param greeks of one unit now
     * @param profit of one unit in a scenario, unrounded
     */
    static RiskArray of(
            Instrument instrument,
            BigDecimal value,
            Greeks greeks,
            ScenarioGrid grid,
            Function<Scenario, BigDecimal> profit) {
        List<BigDecimal> entries = grid.scenarios().stream()
                .map(s -> OptionModel.rounded(s.weight().multiply(profit.apply(s))))
                .toList();
        return new RiskArray(instrument, value, greeks.delta(), entries);
    }
}
