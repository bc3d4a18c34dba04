package io.breakwater.node.simulation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.HealthAssessment;
import io.breakwater.core.ledger.Conservation;
import io.breakwater.core.margin.Health;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.MarketView;

/** Checks the named invariants of the system over a whole run's accounts (architecture section 4). */
final class Audit {

    private final House house;
    private final Markets markets;

    Audit(House house, Markets markets) {
        this.house = house;
        this.markets = markets;
    }

    /** Checks all of them now. */
    void check() {
        MarketView view = markets.view();
        Conservation.Imbalance imbalance = imbalance();
        if (!imbalance.positionsBalance() || !imbalance.cashBalances()) {
            throw new InvariantBrokenException("conservation", "at " + view.timeMillis() + " ms " + imbalance);
        }
        for (Account account : house.accounts()) {
            if (account.role().isFund() && account.cash().signum() < 0) {
                throw new InvariantBrokenException("funds are never negative", account.id() + " " + account.cash());
            }
            if (account.role().isMargined()) {
                checkAwake(account, view);
            }
        }
    }

    /** What does not sum to what it must. */
    Conservation.Imbalance imbalance() {
        return Conservation.audit(house.accounts(), markets.facts());
    }

    /** Nobody below maintenance sleeps: an exact valuation of every account agrees with the state it is in. */
    private void checkAwake(Account account, MarketView view) {
        MarginResult margin = HealthAssessment.margin(account, view);
        HealthState due = Health.next(
                account.health(),
                margin.equity(),
                margin.maintenance(),
                view.parameters().health());
        boolean isHeld = due.isLiquidation()
                && account.health() == HealthState.MARGIN_CALL
                && !HealthAssessment.mayLiquidate(account, view, FeedState.Action.START_LIQUIDATION);
        if (due != account.health() && !isHeld) {
            throw new InvariantBrokenException(
                    "nobody below maintenance sleeps",
                    account.id() + " is " + account.health() + " and should be " + due + " at " + view.timeMillis()
                            + " ms: equity " + margin.equity() + ", maintenance " + margin.maintenance());
        }
    }
}
