package io.breakwater.node.persistence;

import static io.breakwater.node.persistence.Entries.ascending;
import static io.breakwater.node.persistence.Entries.entries;
import static io.breakwater.node.persistence.Enums.REFUSAL_CODE;
import static io.breakwater.node.persistence.Strict.day;
import static io.breakwater.node.persistence.Strict.text;

import io.breakwater.core.account.Refusal;
import io.breakwater.core.ledger.Fingerprint;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.journal.v1.ValuesProto;
import java.util.List;
import java.util.SortedMap;

/** Writes and reads the values that many messages share: ids, fingerprints, positions, refusals. */
public final class ValuesCodec {

    private ValuesCodec() {}

    /** The message of {@link Fingerprint}. */
    public static ValuesProto.Fingerprint write(Fingerprint value) {
        return ValuesProto.Fingerprint.newBuilder()
                .setHigh(value.high())
                .setLow(value.low())
                .build();
    }

    /**
     * {@link Fingerprint} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static Fingerprint read(ValuesProto.Fingerprint wire) {
        return new Fingerprint(wire.getHigh(), wire.getLow());
    }

    /** The message of {@link SettlementId}. */
    public static ValuesProto.SettlementId write(SettlementId value) {
        return ValuesProto.SettlementId.newBuilder()
                .setBusinessDateEpochDay(value.businessDate().toEpochDay())
                .setKey(value.key())
                .build();
    }

    /**
     * {@link SettlementId} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static SettlementId read(ValuesProto.SettlementId wire) {
        return new SettlementId(
                day(wire.getBusinessDateEpochDay(), "SettlementId.business_date_epoch_day"),
                text(wire.getKey(), "SettlementId.key"));
    }

    /** The message of {@link Position}. */
    public static ValuesProto.Position write(Position value) {
        return ValuesProto.Position.newBuilder()
                .setQuantityUnits(value.quantity().units())
                .setQuoteUnits(value.quote().units())
                .setFundingIndexUnits(value.fundingIndex().units())
                .setHaircutEpoch(value.haircutEpoch())
                .build();
    }

    /**
     * {@link Position} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static Position read(ValuesProto.Position wire) {
        return new Position(
                new Quantity(wire.getQuantityUnits()),
                new Money(wire.getQuoteUnits()),
                new Price(wire.getFundingIndexUnits()),
                wire.getHaircutEpoch());
    }

    /** The message of {@link PriceId}. */
    public static ValuesProto.PriceId write(PriceId value) {
        return ValuesProto.PriceId.newBuilder()
                .setEpoch(value.epoch())
                .setSequence(value.sequence())
                .build();
    }

    /**
     * {@link PriceId} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static PriceId read(ValuesProto.PriceId wire) {
        return new PriceId(wire.getEpoch(), wire.getSequence());
    }

    static ValuesProto.Figure write(Refusal.Figure value) {
        return ValuesProto.Figure.newBuilder()
                .setName(value.name())
                .setValue(value.value())
                .build();
    }

    static Refusal.Figure read(ValuesProto.Figure wire) {
        return new Refusal.Figure(text(wire.getName(), "Figure.name"), wire.getValue());
    }

    /** The message of {@link Refusal}. */
    public static ValuesProto.Refusal write(Refusal value) {
        return ValuesProto.Refusal.newBuilder()
                .setCode(REFUSAL_CODE.write(value.code()))
                .addAllFigures(value.figures().stream().map(ValuesCodec::write).toList())
                .build();
    }

    /**
     * {@link Refusal} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static Refusal read(ValuesProto.Refusal wire) {
        return new Refusal(
                REFUSAL_CODE.read(wire.getCode(), "Refusal.code"),
                wire.getFiguresList().stream().map(ValuesCodec::read).toList());
    }

    static List<ValuesProto.AssetQuantity> writeAssets(SortedMap<String, Quantity> assets) {
        return entries(
                assets,
                (asset, quantity) -> ValuesProto.AssetQuantity.newBuilder()
                        .setAsset(asset)
                        .setQuantityUnits(quantity.units())
                        .build());
    }

    static SortedMap<String, Quantity> readAssets(List<ValuesProto.AssetQuantity> wire, String field) {
        return ascending(
                wire,
                entry -> text(entry.getAsset(), "AssetQuantity.asset"),
                entry -> new Quantity(entry.getQuantityUnits()),
                field);
    }

    static List<ValuesProto.AccountAmount> writeAmounts(SortedMap<String, Money> amounts) {
        return entries(
                amounts,
                (account, amount) -> ValuesProto.AccountAmount.newBuilder()
                        .setAccount(account)
                        .setAmountUnits(amount.units())
                        .build());
    }

    static SortedMap<String, Money> readAmounts(List<ValuesProto.AccountAmount> wire, String field) {
        return ascending(
                wire,
                entry -> text(entry.getAccount(), "AccountAmount.account"),
                entry -> new Money(entry.getAmountUnits()),
                field);
    }
}
