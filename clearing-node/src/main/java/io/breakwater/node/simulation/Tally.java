package io.breakwater.node.simulation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.RiskEvent;
import io.breakwater.core.account.SettlementEvent;
import io.breakwater.core.ledger.Conservation;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts what happens in a run: from the events of its accounts, and who took and who paid as the desks report it. */
public final class Tally {

    final SortedMap<String, SortedMap<FeedState, Long>> prices = new TreeMap<>();
    final SortedMap<String, Quantity> deleveraged = new TreeMap<>();
    final SortedMap<String, Overshoot> overshoot = new TreeMap<>();
    private final Set<String> called = new TreeSet<>();
    private final Set<String> everCalled = new TreeSet<>();
    private final Set<String> liquidated = new TreeSet<>();
    private final Set<String> inLiquidation = new TreeSet<>();
    private final Set<String> toBackstop = new TreeSet<>();
    long quotes;
    long marginCalls;
    long curedCalls;
    long started;
    long partial;
    long full;
    long backstop;
    long keeperSlices;
    long backstopSlices;
    Money liquidatedNotional = Money.ZERO;
    Money paidByAccount = Money.ZERO;
    Money paidBySymbolFund = Money.ZERO;
    Money paidByGlobalFund = Money.ZERO;
    Money paidByTranche = Money.ZERO;
    Money paidByDeleveraging = Money.ZERO;
    Money paidByHaircut = Money.ZERO;
    private long distressSinceMillis = -1;
    private long distressedMillis;

    /** Nothing has happened yet. */
    public Tally() {}

    /** Quotes were read from the tape. */
    public void quotes(long count) {
        quotes += count;
    }

    /** A price was published in a state. */
    public void price(String underlying, FeedState state) {
        prices.computeIfAbsent(underlying, key -> new TreeMap<>()).merge(state, 1L, Long::sum);
    }

    /** The own mark stood so while the market took this path. */
    public void apart(String underlying, Price mark, Price path) {
        overshoot.merge(
                underlying, Overshoot.NONE.including(mark, path), (before, seen) -> before.including(mark, path));
    }

    /** An account has changed by these events. */
    public void changed(Account before, Account after, List<AccountEvent> events) {
        for (AccountEvent event : events) {
            if (event instanceof RiskEvent.HealthChanged changed) {
                healthChanged(after.id(), changed);
            } else if (event instanceof RiskEvent.LiquidationStarted begun) {
                started++;
                liquidated.add(after.id());
                toBackstop.remove(after.id());
            } else if (event instanceof RiskEvent.LiquidationEnded) {
                ended(after);
            } else if (event instanceof SettlementEvent.LegBooked booked) {
                booked(before, booked.settlement());
            }
        }
    }

    /** A slice went to a backstop, or to a keeper. */
    public void sliceTaken(boolean byBackstop) {
        if (byBackstop) {
            backstopSlices++;
        } else {
            keeperSlices++;
        }
    }

    /** Who bears a loss that an account could not. */
    public enum Payer {
        /** The fund of a symbol. */
        SYMBOL_FUND,
        /** The global fund. */
        GLOBAL_FUND,
        /** The operator's tranche. */
        TRANCHE,
        /** Profitable opposite positions. */
        DELEVERAGING,
        /** Everybody's gains. */
        HAIRCUT
    }

    /** Somebody has paid for a loss. */
    public void paid(Payer payer, Money amount) {
        switch (payer) {
            case SYMBOL_FUND -> paidBySymbolFund = paidBySymbolFund.plus(amount);
            case GLOBAL_FUND -> paidByGlobalFund = paidByGlobalFund.plus(amount);
            case TRANCHE -> paidByTranche = paidByTranche.plus(amount);
            case DELEVERAGING -> paidByDeleveraging = paidByDeleveraging.plus(amount);
            case HAIRCUT -> paidByHaircut = paidByHaircut.plus(amount);
        }
    }

    private void healthChanged(String id, RiskEvent.HealthChanged changed) {
        boolean worse = changed.to().isWorseThan(changed.from());
        if (changed.to() == HealthState.MARGIN_CALL && worse) {
            marginCalls++;
            called.add(id);
            everCalled.add(id);
        } else if (called.remove(id) && !worse) {
            curedCalls++;
        }
        boolean isDistressed = changed.to().isLiquidation();
        if (isDistressed ? inLiquidation.add(id) : inLiquidation.remove(id)) {
            distress(changed.timeMillis());
        }
    }

    /** Time in which at least one account was in liquidation, from the first moment to the last. */
    private void distress(long nowMillis) {
        if (distressSinceMillis < 0) {
            distressSinceMillis = nowMillis;
        }
        if (inLiquidation.isEmpty()) {
            distressedMillis = nowMillis - distressSinceMillis;
        }
    }

    private void ended(Account after) {
        if (toBackstop.remove(after.id())) {
            backstop++;
        } else if (after.positions().isEmpty()) {
            full++;
        } else {
            partial++;
        }
    }

    private void booked(Account before, Settlement settlement) {
        Leg leg = settlement.legOf(before.id());
        boolean isClosed = before.liquidation().isPresent();
        if (!isClosed) {
            return;
        }
        switch (settlement.kind()) {
            case LIQUIDATION -> {
                closed(leg);
                paidByAccount = paidByAccount
                        .minus(leg.cash())
                        .plus(leg.fees().values().stream().reduce(Money.ZERO, Money::plus));
            }
            case BACKSTOP_TAKEOVER -> {
                closed(leg);
                if (before.health().isWorseThan(HealthState.LIQUIDATING)) {
                    toBackstop.add(before.id());
                }
                if (leg.assets().isEmpty()) {
                    paidByAccount = paidByAccount.minus(leg.cash());
                }
            }
            case DELEVERAGING -> {
                closed(leg);
                for (Leg.Movement movement : leg.movements()) {
                    deleveraged.merge(
                            movement.instrument().underlying(),
                            movement.quantity().abs(),
                            Quantity::plus);
                }
            }
            case TRADE, FUND_PAYMENT, FEE_SWEEP -> {}
        }
    }

    private void closed(Leg leg) {
        for (Leg.Movement movement : leg.movements()) {
            liquidatedNotional = liquidatedNotional.plus(movement.quote().abs());
        }
    }

    /**
     * How the accounts of a run stand at its end.
     *
     * @param openLiquidations that have not ended
     * @param unpaid equity below zero that nobody has paid
     * @param imbalance of the books
     */
    public record Ending(long openLiquidations, Money unpaid, Conservation.Imbalance imbalance) {}

    /** The report of a run that is over. */
    public SimulationReport report(SimulationSetup setup, Ending ending) {
        return new SimulationReport(
                setup.input(),
                setup.policy().name().toLowerCase(Locale.ROOT),
                quotes,
                prices,
                setup.population().ofKind(Participant.TRADER).size(),
                marginCalls,
                curedCalls,
                liquidations(ending.openLiquidations()),
                liquidatedNotional,
                slices(),
                badDebt(ending.unpaid()),
                paidBy(ending.unpaid()),
                deleveraged,
                overshoot,
                OptionalLong.empty(),
                new SimulationReport.Conservation(
                        ending.imbalance().positionsBalance(),
                        ending.imbalance().cashBalances()),
                restoreMillis(setup.toMillis()),
                setup.toMillis() - setup.fromMillis(),
                setup.onSolTiers());
    }

    /** How liquidations ended, with those that have not. */
    SimulationReport.Liquidations liquidations(long open) {
        return new SimulationReport.Liquidations(started, partial, full, backstop, open);
    }

    /** Who took slices. */
    SimulationReport.Slices slices() {
        return new SimulationReport.Slices(keeperSlices, backstopSlices);
    }

    /** Who bore losses, with what nobody did. */
    SimulationReport.PaidBy paidBy(Money unpaid) {
        return new SimulationReport.PaidBy(
                paidByAccount,
                paidBySymbolFund,
                paidByGlobalFund,
                paidByTranche,
                paidByDeleveraging,
                paidByHaircut,
                unpaid);
    }

    /** Equity below zero that accounts left behind: what others bore of it, and what nobody did. */
    Money badDebt(Money unpaid) {
        return paidBySymbolFund
                .plus(paidByGlobalFund)
                .plus(paidByTranche)
                .plus(paidByDeleveraging)
                .plus(paidByHaircut)
                .plus(unpaid);
    }

    /** Liquidations begun so far. */
    public long started() {
        return started;
    }

    /** Accounts that were called at least once, by id. */
    public Set<String> called() {
        return everCalled;
    }

    /** Accounts that were liquidated at least once, by id. */
    public Set<String> liquidated() {
        return liquidated;
    }

    /** Accounts in liquidation now. */
    public Set<String> inLiquidation() {
        return inLiquidation;
    }

    /** From the first liquidation until none was left any more; still running at the end if some are. */
    long restoreMillis(long endMillis) {
        if (distressSinceMillis < 0) {
            return 0;
        }
        return inLiquidation.isEmpty() ? distressedMillis : endMillis - distressSinceMillis;
    }
}
