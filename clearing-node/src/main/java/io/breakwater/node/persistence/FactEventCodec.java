package io.breakwater.node.persistence;

import static io.breakwater.node.persistence.Strict.instrument;
import static io.breakwater.node.persistence.Strict.part;

import io.breakwater.core.account.FactEvent;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.journal.v1.AccountEventProto;

/** Writes and reads events that facts of a market leave in an account. */
public final class FactEventCodec {

    private FactEventCodec() {}

    static AccountEventProto.FactsApplied write(FactEvent.FactsApplied value) {
        return AccountEventProto.FactsApplied.newBuilder()
                .setTimeMillis(value.timeMillis())
                .setInstrument(value.instrument().name())
                .setPosition(ValuesCodec.write(value.position()))
                .setHaircutChargeUnits(value.haircutCharge().units())
                .setResidue(value.residue())
                .build();
    }

    static FactEvent.FactsApplied read(AccountEventProto.FactsApplied wire) {
        return new FactEvent.FactsApplied(
                wire.getTimeMillis(),
                instrument(wire.getInstrument(), "FactsApplied.instrument"),
                ValuesCodec.read(part(wire.hasPosition(), wire.getPosition(), "FactsApplied.position")),
                new Money(wire.getHaircutChargeUnits()),
                wire.getResidue());
    }

    static AccountEventProto.PositionExpired write(FactEvent.PositionExpired value) {
        return AccountEventProto.PositionExpired.newBuilder()
                .setTimeMillis(value.timeMillis())
                .setInstrument(value.instrument().name())
                .setSettlementUnits(value.settlement().units())
                .setCashUnits(value.cash().units())
                .setResidue(value.residue())
                .build();
    }

    static FactEvent.PositionExpired read(AccountEventProto.PositionExpired wire) {
        return new FactEvent.PositionExpired(
                wire.getTimeMillis(),
                instrument(wire.getInstrument(), "PositionExpired.instrument"),
                new Price(wire.getSettlementUnits()),
                new Money(wire.getCashUnits()),
                wire.getResidue());
    }

    static AccountEventProto.ParametersAdopted write(FactEvent.ParametersAdopted value) {
        return AccountEventProto.ParametersAdopted.newBuilder()
                .setTimeMillis(value.timeMillis())
                .setEpoch(value.epoch())
                .build();
    }

    static FactEvent.ParametersAdopted read(AccountEventProto.ParametersAdopted wire) {
        return new FactEvent.ParametersAdopted(wire.getTimeMillis(), wire.getEpoch());
    }
}
