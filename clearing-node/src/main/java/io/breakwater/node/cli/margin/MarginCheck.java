package io.breakwater.node.cli.margin;

import io.breakwater.core.instrument.Increments;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.liquidation.SlicePlan;
import io.breakwater.core.margin.Health;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginAccount;
import io.breakwater.core.margin.MarginCalculator;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.margin.PositionPrices;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Asks the law what the margin of an account would be, and what a liquidation would close of it now.
 *
 * @param parameters under which it is asked
 */
record MarginCheck(RiskParameters parameters) {

    /**
     * What the law says of an account, exact.
     *
     * @param account as asked
     * @param margin equity and requirements
     * @param state as entered afresh
     * @param prices by position, in the order asked; empty in PORTFOLIO
     * @param liquidation what would be closed now
     */
    record Answer(
            MarginRequest.Account account,
            MarginResult margin,
            HealthState state,
            List<Prices> prices,
            SlicePlan liquidation) {}

    /**
     * The prices at which a position ends, to the tick.
     *
     * @param liquidation where the account falls below maintenance, other marks held fixed
     * @param bankruptcy where the position's share of the equity is used up
     */
    record Prices(Optional<BigDecimal> liquidation, Optional<BigDecimal> bankruptcy) {}

    /** Checks one account, whose request was read and allowed. */
    Answer of(MarginRequest.Account account) {
        MarginAccount holdings = account.toMarginAccount();
        MarginResult margin = new MarginCalculator(parameters).calculate(holdings);
        HealthState state = Health.afresh(margin.equity(), margin.maintenance(), parameters.health());
        return new Answer(account, margin, state, prices(holdings, margin), liquidation(holdings, margin, state));
    }

    private List<Prices> prices(MarginAccount holdings, MarginResult margin) {
        if (holdings.mode() == MarginMode.PORTFOLIO) {
            return List.of();
        }
        return holdings.positions().stream()
                .map(position -> prices(position, margin))
                .toList();
    }

    private Prices prices(MarginAccount.Position position, MarginResult margin) {
        UnderlyingParameters terms = terms(position);
        MarginTiers tiers = terms.tiers().orElseThrow();
        BigDecimal tick = terms.increments().tick();
        return new Prices(
                PositionPrices.liquidationPrice(margin, position, tiers, tick),
                PositionPrices.bankruptcyPrice(margin, position, tick));
    }

    private SlicePlan liquidation(MarginAccount holdings, MarginResult margin, HealthState state) {
        List<SlicePlan.Candidate> candidates =
                holdings.positions().stream().map(this::candidate).toList();
        return SlicePlan.of(
                state,
                holdings.mode(),
                margin.equity(),
                margin.maintenance(),
                candidates,
                parameters.health(),
                parameters.liquidation());
    }

    private SlicePlan.Candidate candidate(MarginAccount.Position position) {
        UnderlyingParameters terms = terms(position);
        Increments increments = terms.increments();
        return new SlicePlan.Candidate(
                position.instrument(),
                position.quantity(),
                position.mark(),
                terms.tiers(),
                increments.lot(),
                BigDecimal.ONE);
    }

    private UnderlyingParameters terms(MarginAccount.Position position) {
        return parameters.underlying(position.instrument().underlying()).orElseThrow();
    }
}
