package io.breakwater.core.margin;

import io.breakwater.core.instrument.PortfolioParameters;
import io.breakwater.core.margin.MarginAccount.Conditions;
import io.breakwater.core.margin.MarginAccount.Position;
import io.breakwater.core.margin.MarginResult.PortfolioResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A whole account under the scenarios of one range: each underlying's requirement, and each position's standing alone.
 *
 * @param holdings positions with their risk arrays, in the order given
 * @param alone the requirement of each holding standing alone, in the same order
 * @param underlyings the requirement of each underlying, by name
 */
record PortfolioScan(List<PortfolioHolding> holdings, List<BigDecimal> alone, List<PortfolioResult> underlyings) {

    /**
     * Scans an account.
     *
     * @param scale the range scale to take of the conditions of an underlying
     * @throws IllegalArgumentException when an instrument cannot be valued, or its array is not of the grid
     */
    static PortfolioScan of(
            MarginAccount account,
            Function<Conditions, BigDecimal> scale,
            RiskArraySource arrays,
            PortfolioParameters parameters) {
        Map<String, ScenarioGrid> grids = new TreeMap<>();
        List<PortfolioHolding> holdings = new ArrayList<>();
        List<BigDecimal> alone = new ArrayList<>();
        for (Position position : account.positions()) {
            String underlying = position.instrument().underlying();
            ScenarioGrid grid = grids.computeIfAbsent(
                    underlying, u -> ScenarioGrid.standard(parameters, scale.apply(account.conditions(u))));
            PortfolioHolding holding = new PortfolioHolding(position, checked(arrays.arrayOf(position, grid), grid));
            holdings.add(holding);
            alone.add(PortfolioRequirement.of(underlying, List.of(holding), grid, parameters)
                    .maintenance());
        }
        List<PortfolioResult> underlyings = new ArrayList<>();
        grids.forEach((underlying, grid) ->
                underlyings.add(PortfolioRequirement.of(underlying, on(underlying, holdings), grid, parameters)));
        return new PortfolioScan(holdings, alone, underlyings);
    }

    private static List<PortfolioHolding> on(String underlying, List<PortfolioHolding> holdings) {
        return holdings.stream()
                .filter(h -> h.position().instrument().underlying().equals(underlying))
                .toList();
    }

    private static RiskArray checked(RiskArray array, ScenarioGrid grid) {
        if (array.entries().size() != grid.scenarios().size()) {
            throw new IllegalArgumentException("risk array of " + array.instrument() + " has "
                    + array.entries().size() + " entries for "
                    + grid.scenarios().size() + " scenarios");
        }
        return array;
    }
}
