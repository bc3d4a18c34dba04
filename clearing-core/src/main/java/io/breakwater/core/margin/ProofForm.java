package io.breakwater.core.margin;

import io.breakwater.core.margin.MarginResult.PortfolioResult;
import java.math.BigDecimal;
import java.util.List;

/**
 * A portfolio account's solvency as linear inequalities, one a scenario, as a proof states them: for each scenario s of an
 * underlying, {@code cash + sum_i (v_i + a_(s,i))*q_i - charges >= 0} (risk model B.7, G09).
 *
 * <p>With several underlyings the others count at their whole requirement, so the least slack over all rows is
 * {@code E - MM} where some scenario loses; the matrix is public, quantities and cash can stay hidden.
 */
public final class ProofForm {

    private ProofForm() {}

    /** The slack of each scenario of one underlying, in the order of the set: what is left of equity, exact. */
    public static List<BigDecimal> slacks(MarginResult result, PortfolioResult underlying) {
        BigDecimal withoutScan = result.equity().subtract(result.maintenance()).add(underlying.scanLoss());
        return underlying.scenarios().stream()
                .map(scenario -> withoutScan.add(scenario.profit()))
                .toList();
    }
}
