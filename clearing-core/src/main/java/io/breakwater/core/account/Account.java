package io.breakwater.core.account;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.CommitFacts;
import io.breakwater.core.ledger.Fingerprint;
import io.breakwater.core.ledger.LedgerAccount;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.ledger.SeenIds;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of an account: a function of its journal and nothing else (invariant 8).
 *
 * @param id its identity
 * @param status whether it is open
 * @param role what it is for
 * @param mode how its positions share margin
 * @param version number of events so far
 * @param lastEventMillis event time of the last one; never decreases
 * @param cash settlement currency, net of fees due
 * @param collateral other collateral by asset, signed
 * @param positions by instrument, none of them empty
 * @param feesDue accrued to funds and not yet swept
 * @param residue what rounding of funding left over for the global fund, in 1e-16 of the settlement currency
 * @param health health state
 * @param parameterEpoch the newest parameter version it has decided under
 * @param liquidation the liquidation in progress, if there is one
 * @param liquidations how many there have been
 * @param reservations settlements reserved as first party, by id
 * @param outcomes how settlements ended, within the de-duplication window
 * @param transfers deposits and withdrawals done, within the de-duplication window
 * @param transferredCash deposits less withdrawals of the settlement currency
 * @param transferredAssets deposits less withdrawals of other collateral
 */
public record Account(
        String id,
        Status status,
        AccountRole role,
        MarginMode mode,
        long version,
        long lastEventMillis,
        Money cash,
        SortedMap<String, Quantity> collateral,
        SortedMap<Instrument, Position> positions,
        SortedMap<String, Money> feesDue,
        long residue,
        HealthState health,
        long parameterEpoch,
        Optional<Liquidation> liquidation,
        long liquidations,
        SortedMap<SettlementId, Reservation> reservations,
        SeenIds<SettlementId, SettlementOutcome> outcomes,
        SeenIds<SettlementId, Fingerprint> transfers,
        Money transferredCash,
        SortedMap<String, Quantity> transferredAssets)
        implements LedgerAccount {

    /** Whether an account takes commands. */
    public enum Status {
        /** Never opened. */
        NONE,
        /** Takes commands. */
        OPEN,
        /** Takes none any more. */
        CLOSED
    }

    /** An account of which nothing has been heard yet. */
    public static Account unopened(String id) {
        return new Account(
                id,
                Status.NONE,
                AccountRole.TRADER,
                MarginMode.CROSS,
                0,
                0,
                Money.ZERO,
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                0,
                HealthState.HEALTHY,
                0,
                Optional.empty(),
                0,
                Collections.emptySortedMap(),
                SeenIds.none(),
                SeenIds.none(),
                Money.ZERO,
                Collections.emptySortedMap());
    }

    /** The account after an event: {@code evolve}. Facts have no conditions; this cannot refuse. */
    public Account evolve(AccountEvent event) {
        AccountChange change = new AccountChange(this);
        event.applyTo(change);
        return change.at(event.timeMillis());
    }

    /** The account after several events. */
    public Account evolve(Iterable<AccountEvent> events) {
        Account account = this;
        for (AccountEvent event : events) {
            account = account.evolve(event);
        }
        return account;
    }

    /** The quantity held of an instrument, zero when none. */
    public Quantity quantity(Instrument instrument) {
        Position position = positions.get(instrument);
        return position == null ? Quantity.ZERO : position.quantity();
    }

    /** Fees due to all funds together. */
    public Money totalFeesDue() {
        return feesDue.values().stream().reduce(Money.ZERO, Money::plus);
    }

    @Override
    public Collection<Settlement> reserved() {
        return reservations.values().stream().map(Reservation::settlement).toList();
    }

    /** The facts at which this account booked whatever was asked under an id, if it has booked it. */
    public Optional<CommitFacts> committed(SettlementId settlement) {
        return outcomes.get(settlement).flatMap(SettlementOutcome::commit);
    }

    @Override
    public Optional<CommitFacts> committed(SettlementId settlement, Fingerprint payload) {
        return outcomes.get(settlement)
                .filter(outcome -> outcome.fingerprint().equals(payload))
                .flatMap(SettlementOutcome::commit);
    }

    static <K extends Comparable<K>, V> SortedMap<K, V> frozen(SortedMap<K, V> map) {
        return map.isEmpty() ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
