package io.breakwater.core.margin;

import io.breakwater.core.instrument.PortfolioParameters;
import io.breakwater.core.margin.Scenario.VolatilityMove;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * The moves that portfolio margin must survive: nine spot moves with volatility up, unchanged and down, then six tails of
 * which only a share counts (risk model B.7, in the order of G08).
 *
 * <p>A tail of shock s counts with weight {@code share*PSR/|s|}, so a linear position loses the same in each of them, less
 * than in the widest ordinary move; they catch what options do far away.
 *
 * @param scenarios in a fixed order; risk arrays have one entry for each
 */
public record ScenarioGrid(List<Scenario> scenarios) {

    private static final int ORDINARY_STEPS = 4;
    private static final BigDecimal LARGEST_FALL = BigDecimal.ONE.negate();
    private static final List<BigDecimal> TAILS = List.of(
            new BigDecimal("-0.66"),
            new BigDecimal("-0.33"),
            new BigDecimal("0.5"),
            new BigDecimal("1"),
            new BigDecimal("2"),
            new BigDecimal("4"));

    /** Copies the list. */
    public ScenarioGrid {
        scenarios = List.copyOf(scenarios);
    }

    /** The 33 scenarios at the base range. */
    public static ScenarioGrid standard(PortfolioParameters parameters) {
        return standard(parameters, BigDecimal.ONE);
    }

    /**
     * The 33 scenarios with the scan range scaled by range over base range (risk model B.6).
     *
     * @param rangeScale at least 0; a spot move ends at -100 %, for no price falls further
     */
    public static ScenarioGrid standard(PortfolioParameters parameters, BigDecimal rangeScale) {
        BigDecimal range = parameters.scanRange().multiply(rangeScale);
        BigDecimal step = range.divide(BigDecimal.valueOf(ORDINARY_STEPS), MathContext.DECIMAL128);
        List<Scenario> scenarios = new ArrayList<>();
        for (int k = ORDINARY_STEPS; k >= -ORDINARY_STEPS; k--) {
            BigDecimal shock = step.multiply(BigDecimal.valueOf(k)).max(LARGEST_FALL);
            for (VolatilityMove move : VolatilityMove.values()) {
                scenarios.add(new Scenario(shock, move, BigDecimal.ONE));
            }
        }
        BigDecimal tailLoss = parameters.tailShareOfScanRange().multiply(range);
        for (BigDecimal shock : TAILS) {
            BigDecimal weight = tailLoss.divide(shock.abs(), MathContext.DECIMAL128);
            scenarios.add(new Scenario(shock, VolatilityMove.UP, weight));
        }
        return new ScenarioGrid(scenarios);
    }
}
