package io.breakwater.core.ledger;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.money.Int128;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import java.math.BigInteger;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Proves over a set of accounts that nothing was made or lost (invariant 1).
 *
 * <p>For each instrument quantities sum to zero; cash + quote + dues + indexed accruals sum to deposits - withdrawals,
 * to the last unit, at every instant. "At every instant" means: facts that an account has not applied yet count as
 * applied, and the leg of a first party counts from the commit of the second.
 */
public final class Conservation {

    private final Map<Instrument, MarketFacts> facts;
    private final SortedMap<Instrument, BigInteger> quantities = new TreeMap<>();
    private final SortedMap<String, BigInteger> assets = new TreeMap<>();
    private BigInteger money = BigInteger.ZERO;

    private Conservation(Map<Instrument, MarketFacts> facts) {
        this.facts = facts;
    }

    /**
     * What does not sum to what it must; all zero when the books balance.
     *
     * @param quantities by instrument, in quantity units; only sums that are not zero
     * @param money cash + quote + dues + accruals less deposits, in 1e-16 of the settlement currency
     * @param assets other collateral less deposits, in quantity units; only sums that are not zero
     */
    public record Imbalance(
            SortedMap<Instrument, BigInteger> quantities, BigInteger money, SortedMap<String, BigInteger> assets) {

        /** Whether quantities of every instrument sum to zero. */
        public boolean positionsBalance() {
            return quantities.isEmpty();
        }

        /** Whether money and every other asset sum to what came in. */
        public boolean cashBalances() {
            return money.signum() == 0 && assets.isEmpty();
        }
    }

    /**
     * Audits a set of accounts that is closed: every settlement of a member is with a member.
     *
     * @param accounts all of them, funds and backstops included
     * @param facts the newest facts by instrument; an instrument without an entry has none
     */
    public static Imbalance audit(Collection<? extends LedgerAccount> accounts, Map<Instrument, MarketFacts> facts) {
        Conservation sums = new Conservation(facts);
        Map<String, LedgerAccount> byId = new HashMap<>();
        accounts.forEach(account -> byId.put(account.id(), account));
        for (LedgerAccount account : accounts) {
            sums.add(account);
            for (Settlement reserved : account.reserved()) {
                sums.addIfCommitted(account.id(), reserved, byId);
            }
        }
        sums.quantities.values().removeIf(sum -> sum.signum() == 0);
        sums.assets.values().removeIf(sum -> sum.signum() == 0);
        return new Imbalance(sums.quantities, sums.money, sums.assets);
    }

    private void add(LedgerAccount account) {
        addMoney(account.cash().minus(account.transferredCash()));
        account.feesDue().values().forEach(this::addMoney);
        money = money.add(BigInteger.valueOf(account.residue()));
        account.collateral().forEach(this::addAsset);
        account.transferredAssets().forEach((asset, amount) -> addAsset(asset, amount.negate()));
        account.positions().forEach(this::addPosition);
    }

    private void addIfCommitted(String accountId, Settlement reserved, Map<String, LedgerAccount> byId) {
        LedgerAccount second = byId.get(reserved.second().account());
        Optional<CommitFacts> commit =
                second == null ? Optional.empty() : second.committed(reserved.id(), reserved.fingerprint());
        commit.ifPresent(reached -> {
            Leg leg = reserved.legOf(accountId);
            leg.movements().forEach(movement -> addPosition(movement.instrument(), reached.position(movement)));
            addMoney(leg.cash());
            leg.assets().forEach(this::addAsset);
        });
    }

    /** Adds a position as it will be once every fact has reached it. */
    private void addPosition(Instrument instrument, Position position) {
        MarketFacts reached = facts.getOrDefault(instrument, MarketFacts.NONE);
        Position.Accrual accrual = position.accrue(reached);
        addMoney(accrual.haircutCharge());
        money = money.add(BigInteger.valueOf(accrual.residue()));
        if (reached.settlement().isEmpty()) {
            quantities.merge(
                    instrument, BigInteger.valueOf(accrual.position().quantity().units()), BigInteger::add);
            addMoney(accrual.position().quote());
        } else {
            Expiry.Closing closing = Expiry.close(
                    instrument, accrual.position(), reached.settlement().get());
            addMoney(closing.cash());
            money = money.add(BigInteger.valueOf(closing.residue()));
        }
    }

    private void addMoney(Money amount) {
        money = money.add(
                Int128.product(amount.units(), Position.RESIDUE_PER_MONEY_UNIT).toBigInteger());
    }

    private void addAsset(String asset, Quantity amount) {
        assets.merge(asset, BigInteger.valueOf(amount.units()), BigInteger::add);
    }
}
