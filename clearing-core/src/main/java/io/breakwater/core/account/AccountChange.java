package io.breakwater.core.account;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Fingerprint;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.ledger.SeenIds;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** One event's change to an account, in the making: what an event does not touch stays as it was. */
public final class AccountChange {

    private final Account before;
    private Account.Status status;
    private AccountRole role;
    private MarginMode mode;
    private Money cash;
    private SortedMap<String, Quantity> collateral;
    private SortedMap<Instrument, Position> positions;
    private SortedMap<String, Money> feesDue;
    private long residue;
    private HealthState health;
    private long parameterEpoch;
    private Optional<Liquidation> liquidation;
    private long liquidations;
    private SortedMap<SettlementId, Reservation> reservations;
    private SeenIds<SettlementId, SettlementOutcome> outcomes;
    private SeenIds<SettlementId, Fingerprint> transfers;
    private Money transferredCash;
    private SortedMap<String, Quantity> transferredAssets;

    AccountChange(Account before) {
        this.before = before;
        status = before.status();
        role = before.role();
        mode = before.mode();
        cash = before.cash();
        collateral = before.collateral();
        positions = before.positions();
        feesDue = before.feesDue();
        residue = before.residue();
        health = before.health();
        parameterEpoch = before.parameterEpoch();
        liquidation = before.liquidation();
        liquidations = before.liquidations();
        reservations = before.reservations();
        outcomes = before.outcomes();
        transfers = before.transfers();
        transferredCash = before.transferredCash();
        transferredAssets = before.transferredAssets();
    }

    /** The account after the change: one version later, at an event time that never decreases. */
    Account at(long timeMillis) {
        return new Account(
                before.id(),
                status,
                role,
                mode,
                before.version() + 1,
                Math.max(before.lastEventMillis(), timeMillis),
                cash,
                kept(collateral, before.collateral()),
                kept(positions, before.positions()),
                kept(feesDue, before.feesDue()),
                residue,
                health,
                parameterEpoch,
                liquidation,
                liquidations,
                kept(reservations, before.reservations()),
                outcomes,
                transfers,
                transferredCash,
                kept(transferredAssets, before.transferredAssets()));
    }

    /** What the event has not touched is frozen already, and is kept as it is. */
    private static <K extends Comparable<K>, V> SortedMap<K, V> kept(SortedMap<K, V> map, SortedMap<K, V> before) {
        return map == before ? before : Account.frozen(map);
    }

    Account before() {
        return before;
    }

    void open(AccountRole newRole, MarginMode newMode) {
        status = Account.Status.OPEN;
        role = newRole;
        mode = newMode;
    }

    void close() {
        status = Account.Status.CLOSED;
    }

    void addCash(Money amount) {
        cash = cash.plus(amount);
    }

    void addAsset(String asset, Quantity amount) {
        collateral = sum(collateral, asset, amount);
    }

    void recordTransfer(SettlementId id, Fingerprint fingerprint) {
        transfers = transfers.plus(id, fingerprint);
    }

    void addTransferredCash(Money amount) {
        transferredCash = transferredCash.plus(amount);
    }

    void addTransferredAsset(String asset, Quantity amount) {
        transferredAssets = sum(transferredAssets, asset, amount);
    }

    /** Fees move out of cash into what is due. */
    void accrueFee(String fund, Money fee) {
        cash = cash.minus(fee);
        addFeesDue(fund, fee);
    }

    /** Changes what is due without touching cash: a haircut's charge comes out of the quote, a sweep goes to the fund. */
    void addFeesDue(String fund, Money amount) {
        TreeMap<String, Money> next = new TreeMap<>(feesDue);
        next.merge(fund, amount, Money::plus);
        next.values().removeIf(due -> due.signum() == 0);
        feesDue = next;
    }

    /** What rounding left over; whole units of money go to the global fund's dues. */
    void addResidue(long added) {
        long total = Math.addExact(residue, added);
        residue = total % Position.RESIDUE_PER_MONEY_UNIT;
        long whole = total / Position.RESIDUE_PER_MONEY_UNIT;
        if (whole > 0) {
            addFeesDue(HouseAccounts.GLOBAL_FUND, new Money(whole));
        }
    }

    /** Replaces a position; an empty one is not kept. */
    void setPosition(Instrument instrument, Position position) {
        TreeMap<Instrument, Position> next = new TreeMap<>(positions);
        if (position.isEmpty()) {
            next.remove(instrument);
        } else {
            next.put(instrument, position);
        }
        positions = next;
    }

    /** Adds a leg's movement, which has reached the same facts as the position; what it closes is realised into cash. */
    void trade(Instrument instrument, Position movement) {
        Position held = positions.getOrDefault(
                instrument, new Position(Quantity.ZERO, Money.ZERO, movement.fundingIndex(), movement.haircutEpoch()));
        Position.Traded traded = held.trade(movement.quantity(), movement.quote());
        setPosition(instrument, traded.position());
        cash = cash.plus(traded.realised());
    }

    void removePosition(Instrument instrument) {
        TreeMap<Instrument, Position> next = new TreeMap<>(positions);
        next.remove(instrument);
        positions = next;
    }

    void adoptParameters(long epoch) {
        parameterEpoch = epoch;
    }

    void enter(HealthState state) {
        health = state;
    }

    void beginLiquidation(long number, long sinceMillis) {
        liquidations = number;
        liquidation = Optional.of(Liquidation.begin(number, sinceMillis));
    }

    void changeLiquidation(UnaryOperator<Liquidation> change) {
        liquidation = liquidation.map(change);
    }

    void endLiquidation() {
        liquidation = Optional.empty();
    }

    void reserve(Reservation reservation) {
        TreeMap<SettlementId, Reservation> next = new TreeMap<>(reservations);
        next.put(reservation.settlement().id(), reservation);
        reservations = next;
    }

    void release(SettlementId id) {
        TreeMap<SettlementId, Reservation> next = new TreeMap<>(reservations);
        next.remove(id);
        reservations = next;
    }

    void recordOutcome(SettlementId id, SettlementOutcome outcome) {
        outcomes = outcomes.plus(id, outcome);
    }

    /** Forgets ids of days before a date. */
    void forgetBefore(LocalDate date) {
        outcomes = outcomes.retain(id -> !id.businessDate().isBefore(date));
        transfers = transfers.retain(id -> !id.businessDate().isBefore(date));
    }

    private static SortedMap<String, Quantity> sum(SortedMap<String, Quantity> map, String key, Quantity amount) {
        TreeMap<String, Quantity> next = new TreeMap<>(map);
        next.merge(key, amount, Quantity::plus);
        next.values().removeIf(held -> held.signum() == 0);
        return next;
    }
}
