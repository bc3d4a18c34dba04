package io.breakwater.node.simulation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountExposure;
import io.breakwater.core.account.HealthAssessment;
import io.breakwater.core.account.RiskCommand;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.risk.BookLimits;
import io.breakwater.core.risk.HeatMap;
import io.breakwater.core.risk.Nomination;
import io.breakwater.core.risk.RiskBook;
import java.util.List;
import java.util.TreeSet;

/**
 * Watches every account through the risk book: the book nominates, the account decides.
 *
 * <p>An account that is below maintenance but may not be liquidated yet (its feed is not trusted) is asked again every
 * second, so that it does not sleep through the moment it may (invariant 3).
 */
final class Watch {

    private static final long BLOCKED_RETRY_MILLIS = 1_000;

    private final House house;
    private final RiskBook book = new RiskBook(BookLimits.defaults());
    private final TreeSet<String> blocked = new TreeSet<>();
    private long nextRetryMillis;

    Watch(House house) {
        this.house = house;
    }

    /** An account has changed: the book learns its new exposure. */
    void changed(Account account) {
        if (account.role().isMargined() && account.status() == Account.Status.OPEN) {
            book.onExposure(AccountExposure.of(account));
        }
    }

    /** The market has moved: nominated accounts re-test their health. */
    void onPrices(MarketView view) {
        for (Nomination nomination : book.onPrices(view)) {
            assess(nomination.accountId(), view);
        }
        if (view.timeMillis() >= nextRetryMillis) {
            nextRetryMillis = view.timeMillis() + BLOCKED_RETRY_MILLIS;
            for (String account : new TreeSet<>(blocked)) {
                blocked.remove(account);
                assess(account, view);
            }
        }
    }

    private void assess(String id, MarketView view) {
        Account before = house.account(id);
        house.require(id, new RiskCommand.Assess());
        Account after = house.account(id);
        if (isBelowMaintenance(after, view) && !after.health().isLiquidation()) {
            blocked.add(id);
        } else if (after.version() == before.version()) {
            book.unchanged(id, view.timeMillis());
        }
    }

    private static boolean isBelowMaintenance(Account account, MarketView view) {
        if (account.health() != HealthState.MARGIN_CALL) {
            return false;
        }
        MarginResult margin = HealthAssessment.margin(account, view);
        return margin.equity().compareTo(margin.maintenance()) < 0;
    }

    /** Where liquidation prices lie within one distance of the price. */
    HeatMap heatMap(Instrument instrument, int basisPoints) {
        return book.heatMap(instrument, List.of(basisPoints));
    }
}
