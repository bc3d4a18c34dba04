package io.breakwater.core.margin;

import io.breakwater.core.instrument.PortfolioParameters;
import io.breakwater.core.margin.MarginResult.PortfolioResult;
import io.breakwater.core.margin.MarginResult.ScenarioResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The requirement of all positions on one underlying: {@code max(0, max_s -sum_i a_(s,i)*q_i)} and the charges for what the
 * scenarios do not see (risk model B.7).
 *
 * <p>Scan loss and charges are maxima of affine functions of the quantities, so the requirement is convex. All but the
 * concentration charge are homogeneous too, so without one a portfolio never needs more than its parts (B.12.5); with one,
 * size costs more, as it is meant to.
 */
final class PortfolioRequirement {

    private PortfolioRequirement() {}

    /** The requirement of holdings of one underlying, exact. */
    static PortfolioResult of(
            String underlying, List<PortfolioHolding> holdings, ScenarioGrid grid, PortfolioParameters parameters) {
        List<ScenarioResult> scenarios = new ArrayList<>();
        for (int s = 0; s < grid.scenarios().size(); s++) {
            scenarios.add(new ScenarioResult(grid.scenarios().get(s), profit(holdings, s)));
        }
        return new PortfolioResult(
                underlying,
                scenarios,
                scanLoss(scenarios),
                parameters.shortOptionMinimum().multiply(Sums.of(holdings, PortfolioHolding::shortOptionNotional)),
                parameters.grossFutures().multiply(Sums.of(holdings, PortfolioHolding::futuresNotional)),
                concentration(holdings, parameters));
    }

    /** Weighted profit of the holdings in a scenario: one row of the matrix-vector product. */
    static BigDecimal profit(List<PortfolioHolding> holdings, int scenario) {
        return Sums.of(holdings, holding -> holding.profit(scenario));
    }

    /** The greatest loss of a scenario; zero when none loses. */
    static BigDecimal scanLoss(List<ScenarioResult> scenarios) {
        return scenarios.stream().map(s -> s.profit().negate()).reduce(BigDecimal.ZERO, BigDecimal::max);
    }

    private static BigDecimal concentration(List<PortfolioHolding> holdings, PortfolioParameters parameters) {
        BigDecimal least = Sums.of(holdings, PortfolioHolding::leastDelta);
        BigDecimal greatest = Sums.of(holdings, PortfolioHolding::greatestDelta);
        BigDecimal net = least.abs().max(greatest.abs());
        return parameters.concentration().map(tiers -> tiers.maintenance(net)).orElse(BigDecimal.ZERO);
    }
}
