package io.breakwater.node.persistence;

import static io.breakwater.node.persistence.Entries.ascending;
import static io.breakwater.node.persistence.Entries.entries;
import static io.breakwater.node.persistence.Enums.SETTLEMENT_KIND;
import static io.breakwater.node.persistence.Strict.instrument;
import static io.breakwater.node.persistence.Strict.optional;
import static io.breakwater.node.persistence.Strict.part;
import static io.breakwater.node.persistence.Strict.text;

import io.breakwater.core.ledger.CommitFacts;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.journal.v1.SettlementProto;

/** Writes and reads settlements, their legs and the facts at which they were booked. */
public final class SettlementCodec {

    private SettlementCodec() {}

    static SettlementProto.Movement write(Leg.Movement value) {
        return SettlementProto.Movement.newBuilder()
                .setInstrument(value.instrument().name())
                .setQuantityUnits(value.quantity().units())
                .setQuoteUnits(value.quote().units())
                .build();
    }

    static Leg.Movement read(SettlementProto.Movement wire) {
        return new Leg.Movement(
                instrument(wire.getInstrument(), "Movement.instrument"),
                new Quantity(wire.getQuantityUnits()),
                new Money(wire.getQuoteUnits()));
    }

    /** The message of {@link Leg}. */
    public static SettlementProto.Leg write(Leg value) {
        return SettlementProto.Leg.newBuilder()
                .setAccount(value.account())
                .setBinding(value.binding())
                .addAllMovements(
                        value.movements().stream().map(SettlementCodec::write).toList())
                .setCashUnits(value.cash().units())
                .addAllAssets(ValuesCodec.writeAssets(value.assets()))
                .addAllFees(ValuesCodec.writeAmounts(value.fees()))
                .build();
    }

    /**
     * {@link Leg} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static Leg read(SettlementProto.Leg wire) {
        return new Leg(
                text(wire.getAccount(), "Leg.account"),
                wire.getBinding(),
                wire.getMovementsList().stream().map(SettlementCodec::read).toList(),
                new Money(wire.getCashUnits()),
                ValuesCodec.readAssets(wire.getAssetsList(), "Leg.assets"),
                ValuesCodec.readAmounts(wire.getFeesList(), "Leg.fees"));
    }

    /** The message of {@link Settlement}. */
    public static SettlementProto.Settlement write(Settlement value) {
        SettlementProto.Settlement.Builder wire = SettlementProto.Settlement.newBuilder()
                .setId(ValuesCodec.write(value.id()))
                .setKind(SETTLEMENT_KIND.write(value.kind()))
                .setFirst(write(value.first()))
                .setSecond(second(value.second()));
        value.slice().ifPresent(wire::setSlice);
        return wire.build();
    }

    /**
     * {@link Settlement} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static Settlement read(SettlementProto.Settlement wire) {
        Leg first = read(part(wire.hasFirst(), wire.getFirst(), "Settlement.first"));
        return new Settlement(
                ValuesCodec.read(part(wire.hasId(), wire.getId(), "Settlement.id")),
                SETTLEMENT_KIND.read(wire.getKind(), "Settlement.kind"),
                first,
                second(first, part(wire.hasSecond(), wire.getSecond(), "Settlement.second")),
                optional(wire.hasSlice(), () -> text(wire.getSlice(), "Settlement.slice")));
    }

    private static SettlementProto.SecondLeg second(Leg leg) {
        return SettlementProto.SecondLeg.newBuilder()
                .setAccount(leg.account())
                .setBinding(leg.binding())
                .addAllFees(ValuesCodec.writeAmounts(leg.fees()))
                .build();
    }

    private static Leg second(Leg first, SettlementProto.SecondLeg wire) {
        Leg mirrored = first.opposite(text(wire.getAccount(), "SecondLeg.account"), wire.getBinding());
        return new Leg(
                mirrored.account(),
                mirrored.binding(),
                mirrored.movements(),
                mirrored.cash(),
                mirrored.assets(),
                ValuesCodec.readAmounts(wire.getFeesList(), "SecondLeg.fees"));
    }

    static SettlementProto.ReachedFacts write(CommitFacts.Reached value) {
        return SettlementProto.ReachedFacts.newBuilder()
                .setFundingIndexUnits(value.fundingIndex().units())
                .setHaircutEpoch(value.haircutEpoch())
                .build();
    }

    static CommitFacts.Reached read(SettlementProto.ReachedFacts wire) {
        return new CommitFacts.Reached(new Price(wire.getFundingIndexUnits()), wire.getHaircutEpoch());
    }

    /** The message of {@link CommitFacts}. */
    public static SettlementProto.CommitFacts write(CommitFacts value) {
        return SettlementProto.CommitFacts.newBuilder()
                .addAllByInstrument(entries(
                        value.byInstrument(),
                        (instrument, reached) -> SettlementProto.InstrumentFacts.newBuilder()
                                .setInstrument(instrument.name())
                                .setReached(write(reached))
                                .build()))
                .build();
    }

    /**
     * {@link CommitFacts} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static CommitFacts read(SettlementProto.CommitFacts wire) {
        return new CommitFacts(ascending(
                wire.getByInstrumentList(),
                entry -> instrument(entry.getInstrument(), "InstrumentFacts.instrument"),
                entry -> read(part(entry.hasReached(), entry.getReached(), "InstrumentFacts.reached")),
                "CommitFacts.by_instrument"));
    }
}
