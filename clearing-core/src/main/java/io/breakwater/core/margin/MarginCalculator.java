package io.breakwater.core.margin;

import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.margin.MarginAccount.Collateral;
import io.breakwater.core.margin.MarginAccount.Position;
import io.breakwater.core.margin.MarginResult.PortfolioResult;
import io.breakwater.core.margin.MarginResult.PositionResult;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The margin law: from what an account holds to its equity and requirements, exact, with every part that made them.
 *
 * <p>It is the plain implementation that every faster one is measured against (risk model B.4, B.5, B.7).
 */
public final class MarginCalculator {

    private final RiskParameters parameters;

    /**
     * A calculator under one version of the parameters.
     *
     * @param parameters tiers, scenario set and charges
     */
    public MarginCalculator(RiskParameters parameters) {
        this.parameters = parameters;
    }

    /**
     * The margin of an account.
     *
     * @throws IllegalArgumentException when its mode may not hold a position, or an underlying has no parameters; the
     *     message names it
     */
    public MarginResult calculate(MarginAccount account) {
        HoldingRules.check(account);
        List<PositionResult> positions =
                account.positions().stream().map(p -> bySize(account, p)).toList();
        return result(
                account,
                positions,
                sum(positions, PositionResult::maintenance),
                sum(positions, PositionResult::initial),
                List.of());
    }

    private PositionResult bySize(MarginAccount account, Position position) {
        TierRequirement requirement = tierRequirement(account, position);
        BigDecimal counted = position.worstQuantity().multiply(position.mark().abs());
        BigDecimal change = position.quantity().multiply(position.stable().subtract(position.mark()));
        PositionValue value = PositionValue.of(
                position.profit(), change, requirement.conditions().positiveProfitWeight());
        return new PositionResult(
                position.instrument(),
                position.notional(),
                value.profit(),
                value.initialProfit(),
                requirement.maintenance(counted),
                requirement.initial(counted));
    }

    /**
     * The requirement by size of a position of a cross or isolated account.
     *
     * @throws IllegalArgumentException when its underlying has no tiers
     */
    public TierRequirement tierRequirement(MarginAccount account, Position position) {
        String underlying = position.instrument().underlying();
        MarginTiers tiers = terms(position)
                .tiers()
                .orElseThrow(() -> new IllegalArgumentException(
                        "position " + position.instrument() + ": underlying " + underlying + " has no tiers"));
        return new TierRequirement(tiers, account.conditions(underlying));
    }

    private UnderlyingParameters terms(Position position) {
        String underlying = position.instrument().underlying();
        return parameters
                .underlying(underlying)
                .orElseThrow(() -> new IllegalArgumentException(
                        "position " + position.instrument() + ": no parameters for underlying " + underlying));
    }

    private static MarginResult result(
            MarginAccount account,
            List<PositionResult> positions,
            BigDecimal maintenance,
            BigDecimal initial,
            List<PortfolioResult> portfolio) {
        Predicate<PositionResult> isOption = p -> p.instrument() instanceof EuropeanOption;
        BigDecimal collateral = sum(account.collateral(), Collateral::counted);
        BigDecimal options = sum(positions.stream().filter(isOption).toList(), PositionResult::profit);
        BigDecimal profit = sum(positions, PositionResult::profit).subtract(options);
        BigDecimal net = collateral.subtract(account.feesDue());
        return new MarginResult(
                collateral,
                profit,
                options,
                account.feesDue(),
                net.add(profit).add(options),
                net.add(sum(positions, PositionResult::initialProfit)),
                maintenance,
                initial,
                positions,
                portfolio);
    }

    private static <T> BigDecimal sum(List<T> parts, Function<T, BigDecimal> amount) {
        return parts.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
