package io.breakwater.core.margin;

import io.breakwater.core.margin.MarginAccount.Collateral;
import io.breakwater.core.margin.MarginAccount.OptionInputs;
import io.breakwater.core.margin.MarginAccount.Position;
import io.breakwater.core.margin.MarginExplanation.Term;
import io.breakwater.core.margin.MarginResult.PositionResult;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The terms of equity and of init equity (risk model B.4). */
final class EquityTerms {

    private EquityTerms() {}

    static List<Term> of(MarginAccount account, MarginResult result) {
        List<Term> terms = new ArrayList<>();
        account.collateral().forEach(c -> terms.add(collateral(c)));
        for (Position position : account.positions()) {
            terms.add(position.option()
                    .map(inputs -> option(position, inputs, result))
                    .orElseGet(() -> profit(position)));
        }
        equity(result, terms);
        initialEquity(account, result, terms);
        return terms;
    }

    private static Term collateral(Collateral held) {
        BigDecimal counted = held.counted();
        BigDecimal haircut = held.amount().multiply(held.price()).subtract(counted);
        return Term.of(
                MarginExplanation.COLLATERAL_VALUE,
                held.asset(),
                "amount*price - haircut_value",
                counted,
                Map.of("amount", held.amount(), "price", held.price(), "haircut_value", haircut));
    }

    private static Term profit(Position position) {
        BigDecimal value = position.quantity().multiply(position.mark());
        return Term.of(
                MarginExplanation.UNREALISED_PNL,
                position.instrument().name(),
                "quantity*mark + quote",
                position.profit(),
                Map.of(
                        "quantity", position.quantity(),
                        "mark", position.mark(),
                        "quote", position.profit().subtract(value)));
    }

    private static Term option(Position position, OptionInputs inputs, MarginResult result) {
        BigDecimal total = result.partOf(position.instrument()).profit();
        return Term.of(
                MarginExplanation.OPTION_VALUE,
                position.instrument().name(),
                "quantity*unit_value + quote",
                total,
                Map.of(
                        "quantity", position.quantity(),
                        "unit_value", unitValue(position, total),
                        "quote", position.profit(),
                        "forward", inputs.forward(),
                        "implied_volatility", inputs.impliedVolatility(),
                        "years", inputs.years()));
    }

    /** The option's value, which has 8 decimals, so that the division is exact. */
    private static BigDecimal unitValue(Position position, BigDecimal total) {
        BigDecimal value = total.subtract(position.profit());
        return value.signum() == 0
                ? BigDecimal.ZERO
                : value.divide(position.quantity(), OptionModel.DECIMALS, Rounding.HALF_EVEN.mode());
    }

    private static void equity(MarginResult result, List<Term> terms) {
        terms.add(part(MarginExplanation.EQUITY, MarginExplanation.COLLATERAL_VALUE, result.collateralValue()));
        terms.add(part(MarginExplanation.EQUITY, MarginExplanation.UNREALISED_PNL, result.unrealisedProfit()));
        terms.add(part(MarginExplanation.EQUITY, MarginExplanation.OPTION_VALUE, result.optionValue()));
        terms.add(feesDue(MarginExplanation.EQUITY, result));
    }

    private static void initialEquity(MarginAccount account, MarginResult result, List<Term> terms) {
        terms.add(part(MarginExplanation.INITIAL_EQUITY, MarginExplanation.COLLATERAL_VALUE, result.collateralValue()));
        for (Position position : account.positions()) {
            PositionResult part = result.partOf(position.instrument());
            terms.add(Term.of(
                    MarginExplanation.INITIAL_EQUITY,
                    position.instrument().name(),
                    "u*max(0, x) + min(0, x), x = profit at the worse of mark and stable",
                    part.initialProfit(),
                    Map.of(
                            "profit_at_mark", part.profit(),
                            "quantity", position.quantity(),
                            "mark", position.mark(),
                            "stable", position.stable(),
                            "u",
                                    account.conditions(position.instrument().underlying())
                                            .positiveProfitWeight())));
        }
        terms.add(feesDue(MarginExplanation.INITIAL_EQUITY, result));
    }

    private static Term part(String number, String part, BigDecimal value) {
        return Term.of(number, part, part, value, Map.of(part, value));
    }

    private static Term feesDue(String number, MarginResult result) {
        BigDecimal due = result.feesDue();
        return Term.of(number, "fees_due", "-fees_due", due.negate(), Map.of("fees_due", due));
    }
}
