package io.breakwater.node.persistence;

import static io.breakwater.node.persistence.Enums.FEED_STATE;
import static io.breakwater.node.persistence.Enums.HEALTH_STATE;
import static io.breakwater.node.persistence.Strict.instrument;
import static io.breakwater.node.persistence.Strict.part;
import static io.breakwater.node.persistence.Strict.text;

import io.breakwater.core.account.RiskEvent;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.journal.v1.AccountEventProto;

/** Writes and reads events of health and liquidation. */
public final class RiskEventCodec {

    private RiskEventCodec() {}

    static AccountEventProto.PriceUsed write(RiskEvent.HealthChanged.PriceUsed value) {
        return AccountEventProto.PriceUsed.newBuilder()
                .setInstrument(value.instrument().name())
                .setId(ValuesCodec.write(value.id()))
                .setFeed(FEED_STATE.write(value.feed()))
                .setMarkUnits(value.mark().units())
                .build();
    }

    static RiskEvent.HealthChanged.PriceUsed read(AccountEventProto.PriceUsed wire) {
        return new RiskEvent.HealthChanged.PriceUsed(
                instrument(wire.getInstrument(), "PriceUsed.instrument"),
                ValuesCodec.read(part(wire.hasId(), wire.getId(), "PriceUsed.id")),
                FEED_STATE.read(wire.getFeed(), "PriceUsed.feed"),
                new Price(wire.getMarkUnits()));
    }

    static AccountEventProto.HealthChanged write(RiskEvent.HealthChanged value) {
        return AccountEventProto.HealthChanged.newBuilder()
                .setTimeMillis(value.timeMillis())
                .setFrom(HEALTH_STATE.write(value.from()))
                .setTo(HEALTH_STATE.write(value.to()))
                .setEquityUnits(value.equity().units())
                .setMaintenanceUnits(value.maintenance().units())
                .setParameterEpoch(value.parameterEpoch())
                .addAllPrices(value.prices().stream().map(RiskEventCodec::write).toList())
                .build();
    }

    static RiskEvent.HealthChanged read(AccountEventProto.HealthChanged wire) {
        return new RiskEvent.HealthChanged(
                wire.getTimeMillis(),
                HEALTH_STATE.read(wire.getFrom(), "HealthChanged.from"),
                HEALTH_STATE.read(wire.getTo(), "HealthChanged.to"),
                new Money(wire.getEquityUnits()),
                new Money(wire.getMaintenanceUnits()),
                wire.getParameterEpoch(),
                wire.getPricesList().stream().map(RiskEventCodec::read).toList());
    }

    static AccountEventProto.LiquidationStarted write(RiskEvent.LiquidationStarted value) {
        return AccountEventProto.LiquidationStarted.newBuilder()
                .setTimeMillis(value.timeMillis())
                .setNumber(value.number())
                .build();
    }

    static RiskEvent.LiquidationStarted read(AccountEventProto.LiquidationStarted wire) {
        return new RiskEvent.LiquidationStarted(wire.getTimeMillis(), wire.getNumber());
    }

    static AccountEventProto.SliceOffered write(RiskEvent.SliceOffered value) {
        return AccountEventProto.SliceOffered.newBuilder()
                .setTimeMillis(value.timeMillis())
                .setSliceId(value.sliceId())
                .setInstrument(value.instrument().name())
                .setQuantityUnits(value.quantity().units())
                .setFence(value.fence())
                .build();
    }

    static RiskEvent.SliceOffered read(AccountEventProto.SliceOffered wire) {
        return new RiskEvent.SliceOffered(
                wire.getTimeMillis(),
                text(wire.getSliceId(), "SliceOffered.slice_id"),
                instrument(wire.getInstrument(), "SliceOffered.instrument"),
                new Quantity(wire.getQuantityUnits()),
                wire.getFence());
    }

    static AccountEventProto.SliceReturned write(RiskEvent.SliceReturned value) {
        return AccountEventProto.SliceReturned.newBuilder()
                .setTimeMillis(value.timeMillis())
                .setSliceId(value.sliceId())
                .setUnfilledUnits(value.unfilled().units())
                .build();
    }

    static RiskEvent.SliceReturned read(AccountEventProto.SliceReturned wire) {
        return new RiskEvent.SliceReturned(
                wire.getTimeMillis(),
                text(wire.getSliceId(), "SliceReturned.slice_id"),
                new Quantity(wire.getUnfilledUnits()));
    }

    static AccountEventProto.LiquidationEnded write(RiskEvent.LiquidationEnded value) {
        return AccountEventProto.LiquidationEnded.newBuilder()
                .setTimeMillis(value.timeMillis())
                .setNumber(value.number())
                .build();
    }

    static RiskEvent.LiquidationEnded read(AccountEventProto.LiquidationEnded wire) {
        return new RiskEvent.LiquidationEnded(wire.getTimeMillis(), wire.getNumber());
    }
}
