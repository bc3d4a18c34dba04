package io.breakwater.core.margin;

import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.margin.MarginAccount.Conditions;
import io.breakwater.core.margin.MarginAccount.OptionInputs;
import io.breakwater.core.margin.MarginAccount.Position;
import io.breakwater.core.margin.MarginResult.PortfolioResult;
import io.breakwater.core.margin.MarginResult.PositionResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The requirement of portfolio accounts: scenarios by underlying, no offset across underlyings (risk model B.7).
 *
 * <p>The published range widens the scan range (B.6). Maintenance takes the range of existing positions; the initial
 * requirement is a multiple of the larger requirement under that range and under the one for new risk, which widens at
 * once.
 *
 * @param parameters scenario set, charges and terms of the underlyings
 * @param arrays where risk arrays come from
 */
record PortfolioMargin(RiskParameters parameters, RiskArraySource arrays) implements MarginRule {

    @Override
    public Requirement requirement(MarginAccount account) {
        PortfolioScan keep = scan(account, false);
        PortfolioScan open = hasWiderRangeForNewRisk(account) ? scan(account, true) : keep;
        BigDecimal initial = BigDecimal.ZERO;
        for (int i = 0; i < keep.underlyings().size(); i++) {
            initial = initial.add(initial(
                    keep.underlyings().get(i).maintenance(),
                    open.underlyings().get(i).maintenance()));
        }
        List<PositionResult> positions = new ArrayList<>();
        for (int i = 0; i < keep.holdings().size(); i++) {
            PortfolioHolding holding = keep.holdings().get(i);
            BigDecimal alone = keep.alone().get(i);
            positions.add(positionResult(
                    account, holding, alone, initial(alone, open.alone().get(i))));
        }
        BigDecimal maintenance = Sums.of(keep.underlyings(), PortfolioResult::maintenance);
        return new Requirement(maintenance, initial, positions, keep.underlyings());
    }

    private PortfolioScan scan(MarginAccount account, boolean forNewRisk) {
        return PortfolioScan.of(
                account,
                forNewRisk ? Conditions::initialScale : Conditions::maintenanceScale,
                arrays,
                parameters.portfolio());
    }

    private static boolean hasWiderRangeForNewRisk(MarginAccount account) {
        return account.conditions().values().stream()
                .anyMatch(c -> c.initialScale().compareTo(c.maintenanceScale()) > 0);
    }

    /** The multiple of the larger requirement; at least maintenance. */
    private BigDecimal initial(BigDecimal toKeep, BigDecimal toOpen) {
        return parameters
                .portfolio()
                .initialFactor()
                .multiply(toKeep.max(toOpen))
                .max(toKeep);
    }

    private PositionResult positionResult(
            MarginAccount account, PortfolioHolding holding, BigDecimal maintenance, BigDecimal initial) {
        Position position = holding.position();
        Conditions conditions = account.conditions(position.instrument().underlying());
        BigDecimal profit = position.option().isPresent()
                ? holding.array().value().multiply(position.quantity()).add(position.profit())
                : position.profit();
        BigDecimal change =
                valueAtStable(holding).subtract(holding.array().value()).multiply(position.quantity());
        PositionValue value = PositionValue.of(profit, change, conditions.positiveProfitWeight());
        return new PositionResult(
                position.instrument(),
                position.notional(),
                value.profit(),
                value.initialProfit(),
                maintenance,
                initial);
    }

    /** The value of one unit at the stable price; of an option, at the stable forward. */
    private BigDecimal valueAtStable(PortfolioHolding holding) {
        Position position = holding.position();
        if (!(position.instrument() instanceof EuropeanOption option)) {
            return position.stable();
        }
        if (position.stable().compareTo(position.mark()) == 0) {
            return holding.array().value();
        }
        OptionInputs now = position.option().orElseThrow();
        OptionInputs atStable = new OptionInputs(position.stable(), now.impliedVolatility(), now.years());
        OptionModel model = OptionModel.of(parameters.termsOf(option).mayBeNegative());
        return OptionModel.rounded(model.value(option, atStable));
    }
}
