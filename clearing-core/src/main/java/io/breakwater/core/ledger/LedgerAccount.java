package io.breakwater.core.ledger;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;

/** What the ledger reads of an account to prove that nothing is made or lost. */
public interface LedgerAccount {

    /** Whose. */
    String id();

    /** Settlement currency, net of fees due. */
    Money cash();

    /** Other collateral by asset. */
    SortedMap<String, Quantity> collateral();

    /** Positions by instrument. */
    SortedMap<Instrument, Position> positions();

    /** Fees accrued to funds and not yet swept, by fund. */
    SortedMap<String, Money> feesDue();

    /** What rounding left over for the fund, in 1e-16 of the settlement currency, below one unit of money. */
    long residue();

    /** Deposits less withdrawals of the settlement currency. */
    Money transferredCash();

    /** Deposits less withdrawals of other collateral. */
    SortedMap<String, Quantity> transferredAssets();

    /** Settlements reserved here as first party and not yet booked here. */
    Collection<Settlement> reserved();

    /**
     * The facts at which this account booked a settlement, if it has. Another payload under the same id is another
     * settlement.
     */
    Optional<CommitFacts> committed(SettlementId id, Fingerprint payload);
}
