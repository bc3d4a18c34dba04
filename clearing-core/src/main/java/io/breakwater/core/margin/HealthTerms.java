package io.breakwater.core.margin;

import io.breakwater.core.instrument.HealthThresholds;
import io.breakwater.core.instrument.Threshold;
import io.breakwater.core.margin.MarginExplanation.Term;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The terms of what is free, of health, and of the state it means (risk model B.4, B.8). */
final class HealthTerms {

    private static final int HEALTH_DECIMALS = 12;

    private HealthTerms() {}

    static List<Term> of(MarginResult result, HealthThresholds thresholds) {
        List<Term> terms = new ArrayList<>();
        terms.add(Term.of(
                MarginExplanation.FREE,
                MarginExplanation.INITIAL_EQUITY,
                "initial_equity",
                result.initialEquity(),
                Map.of("initial_equity", result.initialEquity())));
        terms.add(Term.of(
                MarginExplanation.FREE,
                MarginExplanation.INITIAL_MARGIN,
                "-initial_margin",
                result.initial().negate(),
                Map.of("initial_margin", result.initial())));
        if (result.maintenance().signum() != 0) {
            terms.add(Term.of(
                    MarginExplanation.HEALTH,
                    "equity over maintenance",
                    "equity/maintenance_margin",
                    result.equity().divide(result.maintenance(), HEALTH_DECIMALS, Rounding.HALF_EVEN.mode()),
                    inputs(result)));
        }
        terms.add(state(result, thresholds));
        return terms;
    }

    private static Term state(MarginResult result, HealthThresholds thresholds) {
        BigDecimal equity = result.equity();
        HealthState state = Health.afresh(equity, result.maintenance(), thresholds);
        if (state == HealthState.BANKRUPT || result.maintenance().signum() == 0) {
            String test = state == HealthState.BANKRUPT ? "equity < 0" : "equity >= 0 and nothing is required";
            return Term.of(MarginExplanation.STATE, state.name(), test, equity, inputs(result));
        }
        boolean healthy = state == HealthState.HEALTHY;
        Threshold threshold = Health.enter(healthy ? HealthState.WARNING : state, thresholds);
        String relation = healthy ? " >= " : " < ";
        return Term.of(
                MarginExplanation.STATE,
                state.name(),
                "equity*" + threshold.denominator() + relation + threshold.numerator() + "*maintenance_margin",
                threshold.slack(equity, result.maintenance()),
                inputs(result));
    }

    private static Map<String, BigDecimal> inputs(MarginResult result) {
        return Map.of("equity", result.equity(), "maintenance_margin", result.maintenance());
    }
}
