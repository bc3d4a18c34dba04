package io.breakwater.node.cli.margin;

import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.instrument.Threshold;
import io.breakwater.core.liquidation.SlicePlan.Reason;
import io.breakwater.core.liquidation.SlicePlan.Slice;
import io.breakwater.core.margin.MarginExplanation;
import io.breakwater.core.margin.MarginExplanation.Term;
import io.breakwater.core.margin.MarginResult.PositionResult;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Explains an answer: the terms of the margin law, with collateral and profit in the fields of the request, and the terms
 * of what the law does not explain itself, prices and slices.
 *
 * @param parameters under which the answer was given
 */
record CheckTerms(RiskParameters parameters) {

    private static final int SHOWN_DECIMALS = 12;

    /** Numbers that the check does not answer, and those that it explains in its own fields. */
    private static final Set<String> NOT_FROM_THE_LAW = Set.of(
            MarginExplanation.INITIAL_EQUITY,
            MarginExplanation.FREE,
            MarginExplanation.COLLATERAL_VALUE,
            MarginExplanation.UNREALISED_PNL);

    /** Every term of every number of an answer, in the order of the numbers. */
    List<Term> of(MarginCheck.Answer answer) {
        List<Term> terms = new ArrayList<>();
        answer.account().collateral().forEach(held -> terms.add(collateral(held)));
        answer.account().positions().stream()
                .filter(position -> position.entry().isPresent())
                .forEach(position -> terms.add(profit(position)));
        MarginExplanation.of(answer.account().toMarginAccount(), answer.margin(), parameters).terms().stream()
                .filter(term -> !NOT_FROM_THE_LAW.contains(term.number()))
                .forEach(terms::add);
        for (int i = 0; i < answer.prices().size(); i++) {
            addPrices(terms, answer, i);
        }
        answer.liquidation().slices().forEach(slice -> terms.add(slice(slice, answer)));
        return terms;
    }

    private static Term collateral(MarginRequest.Collateral held) {
        return term(
                MarginExplanation.COLLATERAL_VALUE,
                held.asset(),
                held.amount().signum() < 0 ? "amount*price*(1 + haircut)" : "amount*price*(1 - haircut)",
                held.toMarginCollateral().counted(),
                Map.of("amount", held.amount(), "price", held.price(), "haircut", held.haircut()));
    }

    private static Term profit(MarginRequest.Position position) {
        return term(
                MarginExplanation.UNREALISED_PNL,
                position.instrument().name(),
                "quantity*(mark_price - entry_price) + funding",
                position.profit(),
                Map.of(
                        "quantity", position.quantity(),
                        "mark_price", position.mark(),
                        "entry_price", position.entry().orElseThrow(),
                        "funding", position.funding()));
    }

    private void addPrices(List<Term> terms, MarginCheck.Answer answer, int index) {
        MarginRequest.Position position = answer.account().positions().get(index);
        PositionResult result = answer.margin().positions().get(index);
        MarginCheck.Prices prices = answer.prices().get(index);
        Map<String, BigDecimal> inputs = Map.of(
                "quantity", position.quantity(),
                "mark_price", position.mark(),
                "equity", answer.margin().equity(),
                "maintenance_margin", answer.margin().maintenance(),
                "own_maintenance_margin", result.maintenance());
        String name = position.instrument().name();
        prices.liquidation()
                .ifPresent(price -> terms.add(term(
                        "liquidation_price",
                        name,
                        "P: equity + quantity*(P - mark_price) = maintenance_margin - own_maintenance_margin"
                                + " + tiers(|quantity|*P), to the tick",
                        price,
                        inputs)));
        prices.bankruptcy()
                .ifPresent(price -> terms.add(term(
                        "bankruptcy_price",
                        name,
                        "mark_price - equity*own_maintenance_margin/maintenance_margin/quantity, to the tick",
                        price,
                        inputs)));
    }

    private Term slice(Slice slice, MarginCheck.Answer answer) {
        Threshold target = parameters.health().liquidationTarget();
        return term(
                "liquidation",
                slice.instrument().name(),
                slice.reason() + ": " + meaning(slice.reason()),
                slice.quantity(),
                Map.of(
                        "closing_notional", slice.notional().rounded(SHOWN_DECIMALS, Rounding.HALF_EVEN),
                        "cost_rate", parameters.liquidation().costRate(),
                        "target_health",
                                BigDecimal.valueOf(target.numerator())
                                        .divide(
                                                BigDecimal.valueOf(target.denominator()),
                                                SHOWN_DECIMALS,
                                                Rounding.HALF_EVEN.mode()),
                        "equity", answer.margin().equity(),
                        "maintenance_margin", answer.margin().maintenance()));
    }

    private static String meaning(Reason reason) {
        return switch (reason) {
            case TARGET -> "closing_notional restores the target health, its quantity up to the lot";
            case NO_GAIN -> "whole, closing releases no more margin than it costs";
            case FRACTION -> "whole, the target needs nearly all of it";
            case DUST -> "whole, too little of it would stay";
            case BACKSTOP -> "whole, health is below the backstop threshold";
        };
    }

    private static Term term(
            String number, String label, String formula, BigDecimal value, Map<String, BigDecimal> inputs) {
        return new Term(number, label, formula, value, new TreeMap<>(inputs));
    }
}
