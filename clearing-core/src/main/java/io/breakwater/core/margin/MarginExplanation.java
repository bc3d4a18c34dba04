package io.breakwater.core.margin;

import io.breakwater.core.instrument.RiskParameters;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Why a margin is what it is: every term of every number, in order, with its formula and inputs. The terms of a number
 * add up to it exactly (no number that can cost somebody money stands alone).
 *
 * @param terms in the order collateral, profit, options, equity, init equity, requirements, free, health, state
 */
public record MarginExplanation(List<Term> terms) {

    /** Collateral that counts: a term for each asset. */
    public static final String COLLATERAL_VALUE = "collateral_value";
    /** Profit of perpetuals and futures: a term for each. */
    public static final String UNREALISED_PNL = "unrealised_pnl";
    /** Value of options: a term for each. */
    public static final String OPTION_VALUE = "option_value";
    /** Maintenance equity. */
    public static final String EQUITY = "equity";
    /** Equity for new risk and withdrawals. */
    public static final String INITIAL_EQUITY = "initial_equity";
    /** Maintenance requirement: a term for each position, or for each part of an underlying's portfolio. */
    public static final String MAINTENANCE_MARGIN = "maintenance_margin";
    /** Initial requirement. */
    public static final String INITIAL_MARGIN = "initial_margin";
    /** Init equity less the initial requirement. */
    public static final String FREE = "free_for_new_risk";
    /** Equity over maintenance requirement; no term where nothing is required. */
    public static final String HEALTH = "health";
    /** The state as entered afresh; the term's value is the slack to the threshold that decided. */
    public static final String STATE = "state";

    /** Copies the list. */
    public MarginExplanation {
        terms = List.copyOf(terms);
    }

    /**
     * One term of a number.
     *
     * @param number the number it belongs to, such as {@link #EQUITY}
     * @param label what it is the term of: an asset, an instrument, a charge
     * @param formula how the value follows from the inputs
     * @param value exact; only health is rounded, half even to 12 decimals
     * @param inputs by name
     */
    public record Term(
            String number, String label, String formula, BigDecimal value, SortedMap<String, BigDecimal> inputs) {

        /** Copies the inputs. */
        public Term {
            inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
        }

        static Term of(String number, String label, String formula, BigDecimal value, Map<String, BigDecimal> inputs) {
            return new Term(number, label, formula, value, new TreeMap<>(inputs));
        }
    }

    /**
     * Explains a result.
     *
     * @param account what was calculated
     * @param result what came out of it
     * @param parameters under which
     */
    public static MarginExplanation of(MarginAccount account, MarginResult result, RiskParameters parameters) {
        List<Term> terms = new ArrayList<>(EquityTerms.of(account, result));
        terms.addAll(
                account.mode() == MarginMode.PORTFOLIO
                        ? PortfolioTerms.of(account, result, parameters.portfolio())
                        : TierTerms.of(account, new TierMargin(parameters)));
        terms.addAll(HealthTerms.of(result, parameters.health()));
        return new MarginExplanation(terms);
    }

    /** The sum of a number's terms: the number itself. */
    public BigDecimal total(String number) {
        return Sums.of(terms, term -> term.number.equals(number) ? term.value : BigDecimal.ZERO);
    }
}
