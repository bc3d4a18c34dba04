package io.breakwater.node.simulation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.HealthAssessment;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Conservation;
import io.breakwater.core.margin.Health;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Money;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks the named invariants of the system over all accounts of a run at one view (architecture section 4).
 *
 * @param accounts all of them, funds and backstops included
 * @param facts the newest facts by instrument
 * @param view what the accounts are valued at
 */
public record Audit(Collection<Account> accounts, Map<Instrument, MarketFacts> facts, MarketView view) {

    /** Checks all of them. */
    void check() {
        checkBooks();
        sleeping().stream().findFirst().ifPresent(sleeper -> {
            throw new InvariantBrokenException("nobody below maintenance sleeps", sleeper.toString());
        });
    }

    /** The books balance to the last unit, and no fund is negative. */
    public void checkBooks() {
        Conservation.Imbalance imbalance = imbalance();
        if (!imbalance.positionsBalance() || !imbalance.cashBalances()) {
            throw new InvariantBrokenException("conservation", "at " + view.timeMillis() + " ms " + imbalance);
        }
        for (Account account : accounts) {
            if (account.role().isFund() && account.cash().signum() < 0) {
                throw new InvariantBrokenException("funds are never negative", account.id() + " " + account.cash());
            }
        }
    }

    /** What does not sum to what it must. */
    public Conservation.Imbalance imbalance() {
        return Conservation.audit(accounts, facts);
    }

    /** What nobody has paid: cash below zero of a bankrupt account that has nothing left to close. */
    public static Money unpaid(Collection<Account> accounts) {
        return accounts.stream()
                .filter(account -> account.health() == HealthState.BANKRUPT
                        && account.positions().isEmpty()
                        && account.cash().signum() < 0)
                .map(account -> account.cash().negate())
                .reduce(Money.ZERO, Money::plus);
    }

    /** Accounts whose state is not the one that an exact valuation says is due. */
    public List<Sleeper> sleeping() {
        return accounts.stream()
                .filter(account -> account.role().isMargined())
                .flatMap(account -> sleeper(account).stream())
                .toList();
    }

    /**
     * An account that is in another state than it should be.
     *
     * @param account as it stands
     * @param due the state it should be in
     * @param margin that says so
     * @param timeMillis of the view
     */
    public record Sleeper(Account account, HealthState due, MarginResult margin, long timeMillis) {
        @Override
        public String toString() {
            return account.id() + " is " + account.health() + " and should be " + due + " at " + timeMillis
                    + " ms: equity " + margin.equity() + ", maintenance " + margin.maintenance();
        }
    }

    private Optional<Sleeper> sleeper(Account account) {
        MarginResult margin = HealthAssessment.margin(account, view);
        HealthState due = Health.next(
                account.health(),
                margin.equity(),
                margin.maintenance(),
                view.parameters().health());
        boolean isHeld = due.isLiquidation()
                && account.health() == HealthState.MARGIN_CALL
                && !HealthAssessment.mayLiquidate(account, view, FeedState.Action.START_LIQUIDATION);
        return due == account.health() || isHeld
                ? Optional.empty()
                : Optional.of(new Sleeper(account, due, margin, view.timeMillis()));
    }
}
