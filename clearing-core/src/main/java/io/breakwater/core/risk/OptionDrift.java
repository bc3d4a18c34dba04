package io.breakwater.core.risk;

import io.breakwater.core.margin.Scenario;
import io.breakwater.core.margin.Scenario.VolatilityMove;
import io.breakwater.core.margin.VolatilityShock;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * How far one option can have moved between two views, without valuing it.
 *
 * <p>Black-76 is a function of the forward F and of the deviation {@code w = iv*sqrt(T)} alone, with
 * {@code |dV/dF| <= 1} and {@code 0 <= dV/dw <= F*n(0) < 0.4*F}. So {@code |dV| <= |dF| + 0.4*max(F)*|dw|}; in a scenario
 * the same holds of the shocked forward and the shocked deviation.
 */
final class OptionDrift {

    /** Above n(0) = 0.39894. */
    private static final BigDecimal DENSITY = new BigDecimal("0.4");

    /** Covers the roundings of values to 8 decimals and of the roots here. */
    private static final BigDecimal ROUNDINGS = new BigDecimal("0.000001");

    private static final MathContext ROOT = MathContext.DECIMAL64;

    /**
     * An option's inputs in one view.
     *
     * @param forward its forward, at least 0
     * @param volatility a year
     * @param years to expiry
     */
    record Inputs(BigDecimal forward, BigDecimal volatility, BigDecimal years) {

        private BigDecimal deviation(BigDecimal change) {
            return volatility.multiply(BigDecimal.ONE.add(change)).multiply(years.sqrt(ROOT));
        }
    }

    private final VolatilityShock shock;
    private final BigDecimal priceMove;
    private final BigDecimal highestForward;
    private final Inputs before;
    private final Inputs after;
    private final BigDecimal multiplierBefore;
    private final BigDecimal multiplierAfter;

    OptionDrift(VolatilityShock shock, Inputs before, Inputs after) {
        this.shock = shock;
        this.before = before;
        this.after = after;
        this.priceMove = after.forward().subtract(before.forward()).abs();
        this.highestForward = before.forward().max(after.forward());
        this.multiplierBefore = shock.multiplier(before.years());
        this.multiplierAfter = shock.multiplier(after.years());
    }

    /** The most that the value of one unit can have changed. */
    BigDecimal ofValue() {
        return drift(BigDecimal.ONE, VolatilityMove.NONE).add(ROUNDINGS);
    }

    /** The most that one unit's entry of a scenario can have changed: {@code w_s*(V(s) - V(0))}. */
    BigDecimal ofEntry(Scenario scenario) {
        BigDecimal shocked = BigDecimal.ONE.add(scenario.spotShock());
        return scenario.weight()
                .multiply(drift(shocked, scenario.volatility()).add(ofValue()))
                .add(ROUNDINGS);
    }

    private BigDecimal drift(BigDecimal ofForward, VolatilityMove move) {
        BigDecimal deviation = after.deviation(shock.change(move, multiplierAfter))
                .subtract(before.deviation(shock.change(move, multiplierBefore)))
                .abs();
        return ofForward.multiply(priceMove.add(DENSITY.multiply(highestForward).multiply(deviation)));
    }
}
