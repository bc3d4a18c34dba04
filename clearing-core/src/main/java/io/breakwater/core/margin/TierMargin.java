package io.breakwater.core.margin;

import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.margin.MarginAccount.Position;
import io.breakwater.core.margin.MarginResult.PositionResult;
import java.math.BigDecimal;
import java.util.List;

/**
 * The requirement of cross and isolated accounts: each instrument by its own size, added up without netting (risk model
 * B.5). Open orders count at their worst side.
 *
 * @param parameters tiers by underlying
 */
record TierMargin(RiskParameters parameters) implements MarginRule {

    @Override
    public Requirement requirement(MarginAccount account) {
        List<PositionResult> positions =
                account.positions().stream().map(p -> bySize(account, p)).toList();
        return new Requirement(
                Sums.of(positions, PositionResult::maintenance),
                Sums.of(positions, PositionResult::initial),
                positions,
                List.of());
    }

    private PositionResult bySize(MarginAccount account, Position position) {
        TierRequirement requirement = tierRequirement(account, position);
        BigDecimal counted = position.countedNotional();
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

    /** The requirement by size of one position, at any notional. */
    TierRequirement tierRequirement(MarginAccount account, Position position) {
        String underlying = position.instrument().underlying();
        return parameters
                .termsOf(position.instrument())
                .tiers()
                .map(tiers -> new TierRequirement(tiers, account.conditions(underlying)))
                .orElseThrow(() -> new IllegalArgumentException(
                        "position " + position.instrument() + ": underlying " + underlying + " has no tiers"));
    }
}
