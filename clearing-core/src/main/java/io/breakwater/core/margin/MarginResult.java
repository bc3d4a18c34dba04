package io.breakwater.core.margin;

import io.breakwater.core.instrument.Instrument;
import java.math.BigDecimal;
import java.util.List;

/**
 * What an account's margin is, exact, with every part that made it.
 *
 * @param collateralValue collateral that counts
 * @param unrealisedProfit of perpetuals and futures at the mark, funding included
 * @param optionValue signed value of options
 * @param feesDue subtracted from equity
 * @param equity maintenance equity: collateral + profit + options - fees due
 * @param initialEquity equity for new risk and withdrawals (B.4); at most {@code equity}
 * @param maintenance maintenance requirement MM
 * @param initial initial requirement IM; at least MM
 * @param positions by position, in the order given
 * @param portfolio by underlying, by name; empty unless in portfolio mode
 */
public record MarginResult(
        BigDecimal collateralValue,
        BigDecimal unrealisedProfit,
        BigDecimal optionValue,
        BigDecimal feesDue,
        BigDecimal equity,
        BigDecimal initialEquity,
        BigDecimal maintenance,
        BigDecimal initial,
        List<PositionResult> positions,
        List<PortfolioResult> portfolio) {

    /** Copies the lists. */
    public MarginResult {
        positions = List.copyOf(positions);
        portfolio = List.copyOf(portfolio);
    }

    /** What may be used for new risk or withdrawn: init equity less the initial requirement; negative when short. */
    public BigDecimal free() {
        return initialEquity.subtract(initial);
    }

    /**
     * The part of one position.
     *
     * @throws IllegalArgumentException when the result has none of the instrument
     */
    public PositionResult partOf(Instrument instrument) {
        return positions.stream()
                .filter(p -> p.instrument.equals(instrument))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("position " + instrument + " is not in the result"));
    }

    /**
     * One position's part.
     *
     * @param instrument what is held
     * @param notional of what is held
     * @param profit unrealised profit, or an option's value
     * @param initialProfit its contribution to init equity
     * @param maintenance its own requirement; in portfolio mode that of the position standing alone
     * @param initial its own initial requirement; in portfolio mode that of the position standing alone
     */
    public record PositionResult(
            Instrument instrument,
            BigDecimal notional,
            BigDecimal profit,
            BigDecimal initialProfit,
            BigDecimal maintenance,
            BigDecimal initial) {}

    /**
     * One underlying's portfolio requirement.
     *
     * @param underlying the underlying
     * @param scenarios weighted profit and loss of each scenario, in the order of the set
     * @param scanLoss greatest loss of a scenario, at least 0
     * @param shortOptions short-option minimum
     * @param grossFutures gross futures charge
     * @param concentration concentration charge
     */
    public record PortfolioResult(
            String underlying,
            List<ScenarioResult> scenarios,
            BigDecimal scanLoss,
            BigDecimal shortOptions,
            BigDecimal grossFutures,
            BigDecimal concentration) {

        /** Copies the list. */
        public PortfolioResult {
            scenarios = List.copyOf(scenarios);
        }

        /** Scan loss and charges. */
        public BigDecimal maintenance() {
            return scanLoss.add(shortOptions).add(grossFutures).add(concentration);
        }
    }

    /**
     * One scenario's outcome.
     *
     * @param scenario which
     * @param profit weighted profit, negative for a loss; sum of quantity x risk-array entry
     */
    public record ScenarioResult(Scenario scenario, BigDecimal profit) {}
}
