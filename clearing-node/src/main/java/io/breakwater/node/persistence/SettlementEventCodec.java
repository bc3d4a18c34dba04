package io.breakwater.node.persistence;

import static io.breakwater.node.persistence.Strict.instrument;
import static io.breakwater.node.persistence.Strict.part;

import io.breakwater.core.account.SettlementEvent;
import io.breakwater.core.money.Money;
import io.breakwater.journal.v1.AccountEventProto;

/** Writes and reads events of settlements. */
public final class SettlementEventCodec {

    private SettlementEventCodec() {}

    static AccountEventProto.LegReserved write(SettlementEvent.LegReserved value) {
        return AccountEventProto.LegReserved.newBuilder()
                .setTimeMillis(value.timeMillis())
                .setSettlement(SettlementCodec.write(value.settlement()))
                .build();
    }

    static SettlementEvent.LegReserved read(AccountEventProto.LegReserved wire) {
        return new SettlementEvent.LegReserved(
                wire.getTimeMillis(),
                SettlementCodec.read(part(wire.hasSettlement(), wire.getSettlement(), "LegReserved.settlement")));
    }

    static AccountEventProto.BookedMovement write(SettlementEvent.LegBooked.BookedMovement value) {
        return AccountEventProto.BookedMovement.newBuilder()
                .setInstrument(value.instrument().name())
                .setPosition(ValuesCodec.write(value.position()))
                .setHaircutChargeUnits(value.haircutCharge().units())
                .build();
    }

    static SettlementEvent.LegBooked.BookedMovement read(AccountEventProto.BookedMovement wire) {
        return new SettlementEvent.LegBooked.BookedMovement(
                instrument(wire.getInstrument(), "BookedMovement.instrument"),
                ValuesCodec.read(part(wire.hasPosition(), wire.getPosition(), "BookedMovement.position")),
                new Money(wire.getHaircutChargeUnits()));
    }

    static AccountEventProto.LegBooked write(SettlementEvent.LegBooked value) {
        return AccountEventProto.LegBooked.newBuilder()
                .setTimeMillis(value.timeMillis())
                .setSettlement(SettlementCodec.write(value.settlement()))
                .setCommit(SettlementCodec.write(value.commit()))
                .addAllMovements(value.movements().stream()
                        .map(SettlementEventCodec::write)
                        .toList())
                .setResidue(value.residue())
                .build();
    }

    static SettlementEvent.LegBooked read(AccountEventProto.LegBooked wire) {
        return new SettlementEvent.LegBooked(
                wire.getTimeMillis(),
                SettlementCodec.read(part(wire.hasSettlement(), wire.getSettlement(), "LegBooked.settlement")),
                SettlementCodec.read(part(wire.hasCommit(), wire.getCommit(), "LegBooked.commit")),
                wire.getMovementsList().stream().map(SettlementEventCodec::read).toList(),
                wire.getResidue());
    }

    static AccountEventProto.ReservationReleased write(SettlementEvent.ReservationReleased value) {
        return AccountEventProto.ReservationReleased.newBuilder()
                .setTimeMillis(value.timeMillis())
                .setSettlementId(ValuesCodec.write(value.settlementId()))
                .setFingerprint(ValuesCodec.write(value.fingerprint()))
                .build();
    }

    static SettlementEvent.ReservationReleased read(AccountEventProto.ReservationReleased wire) {
        return new SettlementEvent.ReservationReleased(
                wire.getTimeMillis(),
                ValuesCodec.read(
                        part(wire.hasSettlementId(), wire.getSettlementId(), "ReservationReleased.settlement_id")),
                ValuesCodec.read(
                        part(wire.hasFingerprint(), wire.getFingerprint(), "ReservationReleased.fingerprint")));
    }

    static AccountEventProto.SettlementRefused write(SettlementEvent.SettlementRefused value) {
        return AccountEventProto.SettlementRefused.newBuilder()
                .setTimeMillis(value.timeMillis())
                .setSettlementId(ValuesCodec.write(value.settlementId()))
                .setFingerprint(ValuesCodec.write(value.fingerprint()))
                .build();
    }

    static SettlementEvent.SettlementRefused read(AccountEventProto.SettlementRefused wire) {
        return new SettlementEvent.SettlementRefused(
                wire.getTimeMillis(),
                ValuesCodec.read(
                        part(wire.hasSettlementId(), wire.getSettlementId(), "SettlementRefused.settlement_id")),
                ValuesCodec.read(part(wire.hasFingerprint(), wire.getFingerprint(), "SettlementRefused.fingerprint")));
    }
}
