package io.breakwater.node.persistence;

import static io.breakwater.node.persistence.Enums.HEALTH_STATE;
import static io.breakwater.node.persistence.Enums.MARGIN_MODE;
import static io.breakwater.node.persistence.Strict.instrument;
import static io.breakwater.node.persistence.Strict.optional;
import static io.breakwater.node.persistence.Strict.part;
import static io.breakwater.node.persistence.Strict.text;

import io.breakwater.core.margin.Exposure;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.journal.v1.MarketProto;

/** Writes and reads facts of a market and exposures of accounts. */
public final class MarketCodec {

    private MarketCodec() {}

    /** The message of {@link MarketFacts.LossHaircut}. */
    public static MarketProto.LossHaircut write(MarketFacts.LossHaircut value) {
        return MarketProto.LossHaircut.newBuilder()
                .setPriceUnits(value.price().units())
                .setFundingIndexUnits(value.fundingIndex().units())
                .setShareUnits(value.share().units())
                .build();
    }

    /**
     * {@link MarketFacts.LossHaircut} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static MarketFacts.LossHaircut read(MarketProto.LossHaircut wire) {
        return new MarketFacts.LossHaircut(
                new Price(wire.getPriceUnits()),
                new Price(wire.getFundingIndexUnits()),
                new Rate(wire.getShareUnits()));
    }

    /** The message of {@link MarketFacts}. */
    public static MarketProto.MarketFacts write(MarketFacts value) {
        MarketProto.MarketFacts.Builder wire = MarketProto.MarketFacts.newBuilder()
                .setFundingIndexUnits(value.fundingIndex().units())
                .addAllHaircuts(
                        value.haircuts().stream().map(MarketCodec::write).toList());
        value.settlement().ifPresent(present -> wire.setSettlementUnits(present.units()));
        return wire.build();
    }

    /**
     * {@link MarketFacts} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static MarketFacts read(MarketProto.MarketFacts wire) {
        return new MarketFacts(
                new Price(wire.getFundingIndexUnits()),
                wire.getHaircutsList().stream().map(MarketCodec::read).toList(),
                optional(wire.hasSettlementUnits(), () -> new Price(wire.getSettlementUnits())));
    }

    static MarketProto.Holding write(Exposure.Holding value) {
        return MarketProto.Holding.newBuilder()
                .setInstrument(value.instrument().name())
                .setPosition(ValuesCodec.write(value.position()))
                .setReservedBuyUnits(value.reservedBuy().units())
                .setReservedSellUnits(value.reservedSell().units())
                .setReservedQuoteUnits(value.reservedQuote().units())
                .build();
    }

    static Exposure.Holding read(MarketProto.Holding wire) {
        return new Exposure.Holding(
                instrument(wire.getInstrument(), "Holding.instrument"),
                ValuesCodec.read(part(wire.hasPosition(), wire.getPosition(), "Holding.position")),
                new Quantity(wire.getReservedBuyUnits()),
                new Quantity(wire.getReservedSellUnits()),
                new Money(wire.getReservedQuoteUnits()));
    }

    /** The message of {@link Exposure}. */
    public static MarketProto.Exposure write(Exposure value) {
        return MarketProto.Exposure.newBuilder()
                .setAccountId(value.accountId())
                .setVersion(value.version())
                .setState(HEALTH_STATE.write(value.state()))
                .setMode(MARGIN_MODE.write(value.mode()))
                .setCashUnits(value.cash().units())
                .setFeesDueUnits(value.feesDue().units())
                .addAllCollateral(ValuesCodec.writeAssets(value.collateral()))
                .addAllPositions(
                        value.positions().stream().map(MarketCodec::write).toList())
                .build();
    }

    /**
     * {@link Exposure} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static Exposure read(MarketProto.Exposure wire) {
        return new Exposure(
                text(wire.getAccountId(), "Exposure.account_id"),
                wire.getVersion(),
                HEALTH_STATE.read(wire.getState(), "Exposure.state"),
                MARGIN_MODE.read(wire.getMode(), "Exposure.mode"),
                new Money(wire.getCashUnits()),
                new Money(wire.getFeesDueUnits()),
                ValuesCodec.readAssets(wire.getCollateralList(), "Exposure.collateral"),
                wire.getPositionsList().stream().map(MarketCodec::read).toList());
    }
}
