package io.breakwater.node.demo;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.FactEvent;
import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.account.RiskEvent;
import io.breakwater.core.account.SettlementEvent;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rounding;
import io.breakwater.node.account.AccountListener;
import io.breakwater.node.simulation.Tally;
import io.breakwater.node.simulation.Tally.Payer;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Keeps the newest durable state of every account of the node, and counts what happens to them as a simulation does.
 *
 * <p>Changes arrive from each account after they are durable and before anybody else can act on them, and are taken under
 * one lock: so what {@link #accounts} gives is one cut through all journals in which every commit stands beside the
 * reservation it answers, and the books must balance in it whatever is on its way (invariant 1).
 */
final class AccountsSeen implements AccountListener {

    private final TreeMap<String, Account> accounts = new TreeMap<>();
    private final Set<String> withoutWitness = new TreeSet<>();
    private final Tally tally = new Tally();
    private final Witness witness;
    private final Function<Instrument, Price> marks;
    private Consumer<Leg.Movement> backstopTrades = movement -> {};

    /**
     * Nothing is seen yet.
     *
     * @param witness of the prices that decisions rest on
     * @param marks of now
     */
    AccountsSeen(Witness witness, Function<Instrument, Price> marks) {
        this.witness = witness;
        this.marks = marks;
    }

    /** Tells what backstops trade from now on. */
    synchronized void tellBackstopTrades(Consumer<Leg.Movement> told) {
        backstopTrades = told;
    }

    @Override
    public synchronized void recovered(Account account) {
        accounts.put(account.id(), account);
    }

    @Override
    public synchronized void changed(Account before, Account after, List<AccountEvent> events) {
        accounts.put(after.id(), after);
        tally.changed(before, after, events);
        for (AccountEvent event : events) {
            if (event instanceof RiskEvent.HealthChanged changed) {
                testify(after.id(), changed);
            } else if (event instanceof SettlementEvent.LegBooked booked) {
                booked(before, booked.settlement().legOf(before.id()), booked.settlement());
                booked.movements().forEach(movement -> tally.paid(Payer.HAIRCUT, movement.haircutCharge()));
            } else if (event instanceof FactEvent.FactsApplied applied) {
                tally.paid(Payer.HAIRCUT, applied.haircutCharge());
            }
        }
    }

    /** An account that leaves memory is as it was. */
    @Override
    public void stopped(Account account) {}

    private void testify(String id, RiskEvent.HealthChanged changed) {
        boolean begins = changed.to().isLiquidation() && !changed.from().isLiquidation();
        if (begins && !witness.bearsOut(changed)) {
            withoutWitness.add(id);
        }
    }

    private void booked(Account before, Leg leg, Settlement settlement) {
        String other = settlement.counterpartyOf(before.id());
        switch (settlement.kind()) {
            case LIQUIDATION -> {
                if (before.liquidation().isPresent()) {
                    tally.sliceTaken(roleOf(other) == AccountRole.BACKSTOP);
                }
            }
            case FUND_PAYMENT -> {
                if (before.role().isMargined() && before.cash().signum() < 0) {
                    tally.paid(payer(other), leg.cash());
                }
            }
            case DELEVERAGING -> {
                if (before.liquidation().isEmpty()) {
                    leg.movements().forEach(movement -> tally.paid(Payer.DELEVERAGING, cost(movement)));
                }
            }
            case TRADE -> {
                if (before.role() == AccountRole.BACKSTOP) {
                    leg.movements().forEach(backstopTrades);
                }
            }
            case BACKSTOP_TAKEOVER, FEE_SWEEP -> {}
        }
    }

    private AccountRole roleOf(String id) {
        Account account = accounts.get(id);
        return account == null ? AccountRole.TRADER : account.role();
    }

    private static Payer payer(String fund) {
        return switch (fund) {
            case HouseAccounts.GLOBAL_FUND -> Payer.GLOBAL_FUND;
            case HouseAccounts.TRANCHE -> Payer.TRANCHE;
            default -> Payer.SYMBOL_FUND;
        };
    }

    /** What a target has lost against the mark. */
    private Money cost(Leg.Movement movement) {
        Price mark = marks.apply(movement.instrument());
        return mark.times(movement.quantity(), Rounding.AGAINST_HOLDER)
                .plus(movement.quote())
                .negate();
    }

    /** All accounts as one cut through their journals. */
    synchronized Collection<Account> accounts() {
        return List.copyOf(accounts.values());
    }

    /** Lets the tally be read, or told what is not an account's, while nothing changes. */
    synchronized void tell(Consumer<Tally> use) {
        use.accept(tally);
    }

    /** Reads something of the tally while nothing changes. */
    synchronized <T> T read(Function<Tally, T> use) {
        return use.apply(tally);
    }

    /** Accounts in liquidation now. */
    synchronized int liquidating() {
        return tally.inLiquidation().size();
    }

    /** Accounts whose liquidation began on a price that the honest venues do not bear out. */
    synchronized Set<String> withoutWitness() {
        return new TreeSet<>(withoutWitness);
    }
}
