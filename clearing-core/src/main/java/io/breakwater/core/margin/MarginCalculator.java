package io.breakwater.core.margin;

import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.margin.MarginAccount.Collateral;
import io.breakwater.core.margin.MarginAccount.Position;
import io.breakwater.core.margin.MarginResult.PositionResult;
import io.breakwater.core.margin.MarginRule.Requirement;
import java.math.BigDecimal;

/**
 * The margin law: from what an account holds to its equity and requirements, exact, with every part that made them.
 *
 * <p>It is the plain implementation that every faster one is measured against (risk model B.4, B.5, B.7).
 */
public final class MarginCalculator {

    private final TierMargin tierMargin;
    private final PortfolioMargin portfolioMargin;

    /**
     * A calculator that values options itself, fully, in each scenario.
     *
     * @param parameters one version of tiers, scenario set and charges
     */
    public MarginCalculator(RiskParameters parameters) {
        this(parameters, new FullRevaluation(parameters));
    }

    /**
     * A calculator that takes risk arrays from elsewhere, such as those computed once for a tick.
     *
     * @param parameters one version of tiers, scenario set and charges
     * @param arrays of the same version
     */
    public MarginCalculator(RiskParameters parameters, RiskArraySource arrays) {
        this.tierMargin = new TierMargin(parameters);
        this.portfolioMargin = new PortfolioMargin(parameters, arrays);
    }

    /**
     * The margin of an account.
     *
     * @throws IllegalArgumentException when its mode may not hold a position, an underlying has no parameters, or an
     *     option cannot be valued; the message names it
     */
    public MarginResult calculate(MarginAccount account) {
        HoldingRules.check(account);
        MarginRule rule = account.mode() == MarginMode.PORTFOLIO ? portfolioMargin : tierMargin;
        return result(account, rule.requirement(account));
    }

    /**
     * The requirement by size of one position of a cross or isolated account, at any notional.
     *
     * @throws IllegalArgumentException when its underlying has no tiers; the message names it
     */
    public TierRequirement tierRequirement(MarginAccount account, Position position) {
        return tierMargin.tierRequirement(account, position);
    }

    private static MarginResult result(MarginAccount account, Requirement requirement) {
        BigDecimal collateral = Sums.of(account.collateral(), Collateral::counted);
        BigDecimal profit = Sums.of(requirement.positions(), p -> isOption(p) ? BigDecimal.ZERO : p.profit());
        BigDecimal options = Sums.of(requirement.positions(), p -> isOption(p) ? p.profit() : BigDecimal.ZERO);
        BigDecimal net = collateral.subtract(account.feesDue());
        return new MarginResult(
                collateral,
                profit,
                options,
                account.feesDue(),
                net.add(profit).add(options),
                net.add(Sums.of(requirement.positions(), PositionResult::initialProfit)),
                requirement.maintenance(),
                requirement.initial(),
                requirement.positions(),
                requirement.portfolio());
    }

    private static boolean isOption(PositionResult position) {
        return position.instrument() instanceof EuropeanOption;
    }
}
