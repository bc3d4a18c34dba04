package io.breakwater.core.account;

import io.breakwater.core.margin.Exposure;
import io.breakwater.core.margin.Health;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginAccount;
import io.breakwater.core.margin.MarginCalculator;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.margin.Valuation;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Rounding;
import java.util.ArrayList;
import java.util.List;

/**
 * Which health state an account is in, and the events that take it there.
 *
 * <p>The state is a function of health and of the previous state (invariant 4). A liquidation starts only where every
 * price it rests on permits it: not at all on STALE or HALTED, and on SUSPECT or WARMUP only when the account is below
 * maintenance at the five-minute average too (risk model B.9, invariant 4). Until then the account stays in margin call.
 */
public final class HealthAssessment {

    private HealthAssessment() {}

    /**
     * The account's margin with open reservations, at the marks.
     *
     * @throws IllegalArgumentException when the view lacks a market, a price or parameters for it; the message names which
     */
    public static MarginResult margin(Account account, MarketView market) {
        return margin(AccountExposure.of(account), market);
    }

    static MarginResult margin(Exposure exposure, MarketView market) {
        return calculate(Valuation.join(exposure, market), market);
    }

    private static MarginResult calculate(MarginAccount joined, MarketView market) {
        return new MarginCalculator(market.parameters()).calculate(joined);
    }

    /** Events that bring the account's health state and liquidation in line with the market; empty when they are. */
    static List<AccountEvent> events(Account account, MarketView market) {
        boolean assessable = account.status() == Account.Status.OPEN
                && account.role().isMargined()
                && MarketCoverage.isComplete(account, market);
        if (!assessable) {
            return List.of();
        }
        Assessed assessed = assess(account, market);
        HealthState next = assessed.state();
        List<AccountEvent> events = new ArrayList<>();
        if (next != account.health()) {
            events.add(changed(account, assessed, market));
        }
        boolean runs = account.liquidation().isPresent();
        if (next.isLiquidation() && !runs) {
            events.add(new RiskEvent.LiquidationStarted(market.timeMillis(), account.liquidations() + 1));
        }
        if (!next.isLiquidation()
                && runs
                && account.liquidation().get().slices().isEmpty()) {
            events.add(new RiskEvent.LiquidationEnded(
                    market.timeMillis(), account.liquidation().get().number()));
        }
        return events;
    }

    /**
     * A state and the margin it rests on.
     *
     * @param state where the account is
     * @param margin that justifies it
     */
    private record Assessed(HealthState state, MarginResult margin) {}

    /**
     * Reservations count at their worst, but they liquidate nobody: what is not below maintenance without them is in margin
     * call, where nothing but reductions is added until they are decided (B.8).
     */
    private static Assessed assess(Account account, MarketView market) {
        MarginResult worst = margin(account, market);
        HealthState atWorst = next(account, worst, market);
        if (!atWorst.isLiquidation()) {
            return new Assessed(atWorst, worst);
        }
        MarginResult held =
                account.reservations().isEmpty() ? worst : margin(AccountExposure.withoutReservations(account), market);
        HealthState state = next(account, held, market);
        boolean permitted =
                account.health().isLiquidation() || mayLiquidate(account, market, FeedState.Action.START_LIQUIDATION);
        return state.isLiquidation() && permitted
                ? new Assessed(state, held)
                : new Assessed(HealthState.MARGIN_CALL, worst);
    }

    private static HealthState next(Account account, MarginResult margin, MarketView market) {
        return Health.next(
                account.health(),
                margin.equity(),
                margin.maintenance(),
                market.parameters().health());
    }

    /** Whether the feeds of everything the account holds permit to start or to continue its liquidation. */
    public static boolean mayLiquidate(Account account, MarketView market, FeedState.Action action) {
        if (!MarketCoverage.isComplete(account, market)) {
            return false;
        }
        boolean conditional = false;
        for (var instrument : account.positions().keySet()) {
            FeedState.Verdict verdict =
                    market.instruments().get(instrument).feed().verdict(action);
            if (verdict == FeedState.Verdict.REFUSED) {
                return false;
            }
            conditional |= verdict == FeedState.Verdict.IF_BELOW_AT_BOTH_PRICES;
        }
        return !conditional || isBelowMaintenanceAtAverages(account, market);
    }

    private static boolean isBelowMaintenanceAtAverages(Account account, MarketView market) {
        MarginResult atAverages =
                calculate(Valuation.joinAtAverages(AccountExposure.withoutReservations(account), market), market);
        return atAverages.equity().compareTo(atAverages.maintenance()) < 0;
    }

    private static RiskEvent.HealthChanged changed(Account account, Assessed assessed, MarketView market) {
        List<RiskEvent.HealthChanged.PriceUsed> prices = new ArrayList<>();
        account.positions().keySet().forEach(instrument -> {
            InstrumentMarket at = market.instruments().get(instrument);
            prices.add(new RiskEvent.HealthChanged.PriceUsed(instrument, at.id(), at.feed(), at.mark()));
        });
        return new RiskEvent.HealthChanged(
                market.timeMillis(),
                account.health(),
                assessed.state(),
                Money.rounded(assessed.margin().equity(), Rounding.AGAINST_HOLDER),
                Money.rounded(assessed.margin().maintenance(), Rounding.REQUIREMENT),
                market.parameters().epoch(),
                prices);
    }
}
