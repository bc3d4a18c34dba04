package io.breakwater.core.margin;

import io.breakwater.core.margin.MarginResult.PortfolioResult;
import io.breakwater.core.margin.MarginResult.PositionResult;
import java.math.BigDecimal;
import java.util.List;

/** What an account's positions are worth and require under its mode. */
sealed interface MarginRule permits TierMargin, PortfolioMargin {

    /**
     * The positions' part of a margin result.
     *
     * @throws IllegalArgumentException when an underlying has no parameters; the message names it
     */
    Requirement requirement(MarginAccount account);

    /**
     * Requirements, and the positions that made them.
     *
     * @param maintenance MM
     * @param initial IM, at least MM
     * @param positions in the order given
     * @param portfolio by underlying; empty in position mode
     */
    record Requirement(
            BigDecimal maintenance,
            BigDecimal initial,
            List<PositionResult> positions,
            List<PortfolioResult> portfolio) {}
}
