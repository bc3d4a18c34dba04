package io.breakwater.node.persistence;

import static io.breakwater.node.persistence.Entries.ascending;
import static io.breakwater.node.persistence.Entries.entries;
import static io.breakwater.node.persistence.Entries.keyed;
import static io.breakwater.node.persistence.Enums.ACCOUNT_ROLE;
import static io.breakwater.node.persistence.Enums.ACCOUNT_STATUS;
import static io.breakwater.node.persistence.Enums.HEALTH_STATE;
import static io.breakwater.node.persistence.Enums.MARGIN_MODE;
import static io.breakwater.node.persistence.Strict.instrument;
import static io.breakwater.node.persistence.Strict.optional;
import static io.breakwater.node.persistence.Strict.part;
import static io.breakwater.node.persistence.Strict.text;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.Liquidation;
import io.breakwater.core.account.OpenSlice;
import io.breakwater.core.account.Reservation;
import io.breakwater.core.account.SettlementOutcome;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Fingerprint;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.ledger.SeenIds;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import io.breakwater.journal.v1.AccountStateProto;
import java.util.SortedMap;

/** Writes and reads the state of an account. */
public final class AccountStateCodec {

    private AccountStateCodec() {}

    static AccountStateProto.OpenSlice write(OpenSlice value) {
        return AccountStateProto.OpenSlice.newBuilder()
                .setId(value.id())
                .setInstrument(value.instrument().name())
                .setQuantityUnits(value.quantity().units())
                .setTakenUnits(value.taken().units())
                .setFence(value.fence())
                .setOfferedMillis(value.offeredMillis())
                .build();
    }

    static OpenSlice read(AccountStateProto.OpenSlice wire) {
        return new OpenSlice(
                text(wire.getId(), "OpenSlice.id"),
                instrument(wire.getInstrument(), "OpenSlice.instrument"),
                new Quantity(wire.getQuantityUnits()),
                new Quantity(wire.getTakenUnits()),
                wire.getFence(),
                wire.getOfferedMillis());
    }

    static AccountStateProto.Liquidation write(Liquidation value) {
        return AccountStateProto.Liquidation.newBuilder()
                .setNumber(value.number())
                .setStartedMillis(value.startedMillis())
                .addAllSlices(value.slices().values().stream()
                        .map(AccountStateCodec::write)
                        .toList())
                .setLastFence(value.lastFence())
                .setSliceCount(value.sliceCount())
                .setClosedNotionalUnits(value.closedNotional().units())
                .build();
    }

    static Liquidation read(AccountStateProto.Liquidation wire) {
        return new Liquidation(
                wire.getNumber(),
                wire.getStartedMillis(),
                keyed(wire.getSlicesList(), AccountStateCodec::read, OpenSlice::id, "Liquidation.slices"),
                wire.getLastFence(),
                wire.getSliceCount(),
                new Money(wire.getClosedNotionalUnits()));
    }

    static AccountStateProto.Reservation write(Reservation value) {
        return AccountStateProto.Reservation.newBuilder()
                .setSettlement(SettlementCodec.write(value.settlement()))
                .setSinceMillis(value.sinceMillis())
                .build();
    }

    static Reservation read(AccountStateProto.Reservation wire) {
        Settlement settlement =
                SettlementCodec.read(part(wire.hasSettlement(), wire.getSettlement(), "Reservation.settlement"));
        return new Reservation(settlement, settlement.first(), wire.getSinceMillis());
    }

    static AccountStateProto.SettlementOutcome write(SettlementOutcome value) {
        AccountStateProto.SettlementOutcome.Builder wire =
                AccountStateProto.SettlementOutcome.newBuilder().setFingerprint(ValuesCodec.write(value.fingerprint()));
        value.commit().ifPresent(present -> wire.setCommit(SettlementCodec.write(present)));
        return wire.build();
    }

    static SettlementOutcome read(AccountStateProto.SettlementOutcome wire) {
        return new SettlementOutcome(
                ValuesCodec.read(part(wire.hasFingerprint(), wire.getFingerprint(), "SettlementOutcome.fingerprint")),
                optional(wire.hasCommit(), () -> SettlementCodec.read(wire.getCommit())));
    }

    /** The message of {@link Account}. */
    public static AccountStateProto.Account write(Account value) {
        AccountStateProto.Account.Builder wire = AccountStateProto.Account.newBuilder()
                .setId(value.id())
                .setStatus(ACCOUNT_STATUS.write(value.status()))
                .setRole(ACCOUNT_ROLE.write(value.role()))
                .setMode(MARGIN_MODE.write(value.mode()))
                .setVersion(value.version())
                .setLastEventMillis(value.lastEventMillis())
                .setCashUnits(value.cash().units())
                .addAllCollateral(ValuesCodec.writeAssets(value.collateral()))
                .addAllPositions(entries(value.positions(), AccountStateCodec::holding))
                .addAllFeesDue(ValuesCodec.writeAmounts(value.feesDue()))
                .setResidue(value.residue())
                .setHealth(HEALTH_STATE.write(value.health()))
                .setParameterEpoch(value.parameterEpoch())
                .setLiquidations(value.liquidations())
                .addAllReservations(value.reservations().values().stream()
                        .map(AccountStateCodec::write)
                        .toList())
                .addAllOutcomes(entries(value.outcomes(), AccountStateCodec::seen))
                .addAllTransfers(entries(value.transfers(), AccountStateCodec::seen))
                .setTransferredCashUnits(value.transferredCash().units())
                .addAllTransferredAssets(ValuesCodec.writeAssets(value.transferredAssets()));
        value.liquidation().ifPresent(present -> wire.setLiquidation(write(present)));
        return wire.build();
    }

    /**
     * {@link Account} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static Account read(AccountStateProto.Account wire) {
        return new Account(
                text(wire.getId(), "Account.id"),
                ACCOUNT_STATUS.read(wire.getStatus(), "Account.status"),
                ACCOUNT_ROLE.read(wire.getRole(), "Account.role"),
                MARGIN_MODE.read(wire.getMode(), "Account.mode"),
                wire.getVersion(),
                wire.getLastEventMillis(),
                new Money(wire.getCashUnits()),
                ValuesCodec.readAssets(wire.getCollateralList(), "Account.collateral"),
                positions(wire),
                ValuesCodec.readAmounts(wire.getFeesDueList(), "Account.fees_due"),
                wire.getResidue(),
                HEALTH_STATE.read(wire.getHealth(), "Account.health"),
                wire.getParameterEpoch(),
                optional(wire.hasLiquidation(), () -> read(wire.getLiquidation())),
                wire.getLiquidations(),
                keyed(
                        wire.getReservationsList(),
                        AccountStateCodec::read,
                        reservation -> reservation.settlement().id(),
                        "Account.reservations"),
                SeenIds.of(outcomes(wire)),
                SeenIds.of(transfers(wire)),
                new Money(wire.getTransferredCashUnits()),
                ValuesCodec.readAssets(wire.getTransferredAssetsList(), "Account.transferred_assets"));
    }

    private static AccountStateProto.InstrumentPosition holding(Instrument instrument, Position position) {
        return AccountStateProto.InstrumentPosition.newBuilder()
                .setInstrument(instrument.name())
                .setPosition(ValuesCodec.write(position))
                .build();
    }

    private static AccountStateProto.SeenOutcome seen(SettlementId id, SettlementOutcome outcome) {
        return AccountStateProto.SeenOutcome.newBuilder()
                .setId(ValuesCodec.write(id))
                .setOutcome(write(outcome))
                .build();
    }

    private static AccountStateProto.SeenTransfer seen(SettlementId id, Fingerprint fingerprint) {
        return AccountStateProto.SeenTransfer.newBuilder()
                .setId(ValuesCodec.write(id))
                .setFingerprint(ValuesCodec.write(fingerprint))
                .build();
    }

    private static SortedMap<Instrument, Position> positions(AccountStateProto.Account wire) {
        return ascending(
                wire.getPositionsList(),
                entry -> instrument(entry.getInstrument(), "InstrumentPosition.instrument"),
                entry ->
                        ValuesCodec.read(part(entry.hasPosition(), entry.getPosition(), "InstrumentPosition.position")),
                "Account.positions");
    }

    private static SortedMap<SettlementId, SettlementOutcome> outcomes(AccountStateProto.Account wire) {
        return ascending(
                wire.getOutcomesList(),
                entry -> ValuesCodec.read(part(entry.hasId(), entry.getId(), "SeenOutcome.id")),
                entry -> read(part(entry.hasOutcome(), entry.getOutcome(), "SeenOutcome.outcome")),
                "Account.outcomes");
    }

    private static SortedMap<SettlementId, Fingerprint> transfers(AccountStateProto.Account wire) {
        return ascending(
                wire.getTransfersList(),
                entry -> ValuesCodec.read(part(entry.hasId(), entry.getId(), "SeenTransfer.id")),
                entry -> ValuesCodec.read(
                        part(entry.hasFingerprint(), entry.getFingerprint(), "SeenTransfer.fingerprint")),
                "Account.transfers");
    }
}
