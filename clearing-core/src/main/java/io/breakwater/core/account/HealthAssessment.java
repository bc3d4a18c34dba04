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
 * maintenance at the five-minute average too (risk model B.9, invariant 5). Until then the account stays in margin call.
 */
public final class HealthAssessment {

    private HealthAssessment() {}

    /** The account's margin with open reservations, at the marks. */
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
        if (account.status() != Account.Status.OPEN || !account.role().isMargined() || !isPriced(account, market)) {
            return List.of();
        }
        MarginResult margin = margin(account, market);
        HealthState next = stateAfter(account, margin, market);
        List<AccountEvent> events = new ArrayList<>();
        if (next != account.health()) {
            events.add(changed(account, next, margin, market));
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

    private static HealthState stateAfter(Account account, MarginResult margin, MarketView market) {
        HealthState state = next(account, margin, market);
        boolean starts = state.isLiquidation() && !account.health().isLiquidation();
        if (!starts) {
            return state;
        }
        if (!account.reservations().isEmpty()) {
            MarginResult held = margin(AccountExposure.withoutReservations(account), market);
            state = next(account, held, market);
        }
        return state.isLiquidation() && !mayLiquidate(account, market, FeedState.Action.START_LIQUIDATION)
                ? HealthState.MARGIN_CALL
                : state;
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
        boolean conditional = false;
        for (var instrument : account.positions().keySet()) {
            FeedState.Verdict verdict = market.instrument(instrument)
                    .map(at -> at.feed().verdict(action))
                    .orElse(FeedState.Verdict.REFUSED);
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

    /** Whether every holding has a market and a price; what cannot be valued is not assessed. */
    static boolean isPriced(Account account, MarketView market) {
        return market.instruments().keySet().containsAll(account.positions().keySet())
                && market.collateral().keySet().containsAll(account.collateral().keySet());
    }

    private static RiskEvent.HealthChanged changed(
            Account account, HealthState next, MarginResult margin, MarketView market) {
        List<RiskEvent.HealthChanged.PriceUsed> prices = new ArrayList<>();
        account.positions().keySet().forEach(instrument -> {
            InstrumentMarket at = market.instruments().get(instrument);
            prices.add(new RiskEvent.HealthChanged.PriceUsed(instrument, at.id(), at.feed(), at.mark()));
        });
        return new RiskEvent.HealthChanged(
                market.timeMillis(),
                account.health(),
                next,
                Money.rounded(margin.equity(), Rounding.AGAINST_HOLDER),
                Money.rounded(margin.maintenance(), Rounding.REQUIREMENT),
                market.parameters().epoch(),
                prices);
    }
}
