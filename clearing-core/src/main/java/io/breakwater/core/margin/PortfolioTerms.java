package io.breakwater.core.margin;

import io.breakwater.core.instrument.PortfolioParameters;
import io.breakwater.core.margin.MarginExplanation.Term;
import io.breakwater.core.margin.MarginResult.PortfolioResult;
import io.breakwater.core.margin.MarginResult.ScenarioResult;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The terms of the requirements of portfolio accounts: the worst scenario and the charges (risk model B.7). */
final class PortfolioTerms {

    private PortfolioTerms() {}

    static List<Term> of(MarginAccount account, MarginResult result, PortfolioParameters parameters) {
        List<Term> terms = new ArrayList<>();
        for (PortfolioResult underlying : result.portfolio()) {
            terms.add(scanLoss(
                    underlying, account.conditions(underlying.underlying()).maintenanceScale()));
            terms.add(charge(underlying, "short options", underlying.shortOptions(), parameters.shortOptionMinimum()));
            terms.add(charge(underlying, "gross futures", underlying.grossFutures(), parameters.grossFutures()));
            terms.add(Term.of(
                    MarginExplanation.MAINTENANCE_MARGIN,
                    underlying.underlying() + " concentration",
                    "tier function of |net delta|",
                    underlying.concentration(),
                    Map.of()));
        }
        terms.add(initial(result, parameters));
        return terms;
    }

    private static Term scanLoss(PortfolioResult underlying, BigDecimal rangeScale) {
        int worst = worst(underlying.scenarios());
        ScenarioResult outcome = underlying.scenarios().get(worst);
        Scenario scenario = outcome.scenario();
        return Term.of(
                MarginExplanation.MAINTENANCE_MARGIN,
                underlying.underlying() + " scan loss, volatility " + scenario.volatility(),
                "max(0, -profit_and_loss) of the worst scenario",
                underlying.scanLoss(),
                Map.of(
                        "scenario", BigDecimal.valueOf(worst),
                        "spot_shock", scenario.spotShock(),
                        "weight", scenario.weight(),
                        "range_scale", rangeScale,
                        "profit_and_loss", outcome.profit()));
    }

    /** The place of the first scenario with the least profit. */
    private static int worst(List<ScenarioResult> scenarios) {
        int worst = 0;
        for (int s = 1; s < scenarios.size(); s++) {
            if (scenarios.get(s).profit().compareTo(scenarios.get(worst).profit()) < 0) {
                worst = s;
            }
        }
        return worst;
    }

    private static Term charge(PortfolioResult underlying, String label, BigDecimal charge, BigDecimal rate) {
        return Term.of(
                MarginExplanation.MAINTENANCE_MARGIN,
                underlying.underlying() + " " + label,
                "rate*notional",
                charge,
                Map.of("rate", rate, "notional", quotient(charge, rate)));
    }

    private static Term initial(MarginResult result, PortfolioParameters parameters) {
        BigDecimal factor = parameters.initialFactor();
        return Term.of(
                MarginExplanation.INITIAL_MARGIN,
                "initial factor",
                "factor*requirement, the requirement at the wider of the ranges for existing positions and new risk",
                result.initial(),
                Map.of(
                        "factor", factor,
                        "requirement", quotient(result.initial(), factor),
                        "maintenance_margin", result.maintenance()));
    }

    /** What a rate was taken of; shown only. */
    private static BigDecimal quotient(BigDecimal amount, BigDecimal rate) {
        return rate.signum() == 0 ? BigDecimal.ZERO : amount.divide(rate, MathContext.DECIMAL128);
    }
}
