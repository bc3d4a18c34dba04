package io.breakwater.node.persistence;

import static io.breakwater.node.persistence.Enums.FEED_STATE;
import static io.breakwater.node.persistence.Strict.optional;
import static io.breakwater.node.persistence.Strict.part;
import static io.breakwater.node.persistence.Strict.text;

import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.core.oracle.PriceSample;
import io.breakwater.core.oracle.Quote;
import io.breakwater.core.oracle.Suspicion;
import io.breakwater.core.oracle.ValidatedPrice;
import io.breakwater.core.oracle.WarmState;
import io.breakwater.core.protocol.AggregatorPrice;
import io.breakwater.journal.v1.PriceProto;
import java.util.List;

/** Writes and reads quotes, validated prices and the warm state of a feed. */
public final class PriceCodec {

    private PriceCodec() {}

    /** The message of {@link Quote}. */
    public static PriceProto.Quote write(Quote value) {
        return PriceProto.Quote.newBuilder()
                .setSource(value.source())
                .setPriceUnits(value.price().units())
                .setConfidenceUnits(value.confidence().units())
                .setTimeMillis(value.timeMillis())
                .setSequence(value.sequence())
                .build();
    }

    /**
     * {@link Quote} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static Quote read(PriceProto.Quote wire) {
        return new Quote(
                text(wire.getSource(), "Quote.source"),
                new Price(wire.getPriceUnits()),
                new Price(wire.getConfidenceUnits()),
                wire.getTimeMillis(),
                wire.getSequence());
    }

    /** The message of {@link ValidatedPrice}. */
    public static PriceProto.ValidatedPrice write(ValidatedPrice value) {
        return PriceProto.ValidatedPrice.newBuilder()
                .setSymbol(value.symbol())
                .setId(ValuesCodec.write(value.id()))
                .setTimeMillis(value.timeMillis())
                .setState(FEED_STATE.write(value.state()))
                .setPriceUnits(value.price().units())
                .setConfidenceUnits(value.confidence().units())
                .setAverageUnits(value.average().units())
                .setStableUnits(value.stable().units())
                .setRawUnits(value.raw().units())
                .setSupportUnits(value.support().units())
                .addAllSources(value.sources())
                .build();
    }

    /**
     * {@link ValidatedPrice} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static ValidatedPrice read(PriceProto.ValidatedPrice wire) {
        return new ValidatedPrice(
                text(wire.getSymbol(), "ValidatedPrice.symbol"),
                ValuesCodec.read(part(wire.hasId(), wire.getId(), "ValidatedPrice.id")),
                wire.getTimeMillis(),
                FEED_STATE.read(wire.getState(), "ValidatedPrice.state"),
                new Price(wire.getPriceUnits()),
                new Price(wire.getConfidenceUnits()),
                new Price(wire.getAverageUnits()),
                new Price(wire.getStableUnits()),
                new Price(wire.getRawUnits()),
                new Rate(wire.getSupportUnits()),
                List.copyOf(wire.getSourcesList()));
    }

    /** The message of {@link AggregatorPrice}. */
    public static PriceProto.AggregatorPrice write(AggregatorPrice value) {
        return PriceProto.AggregatorPrice.newBuilder()
                .setPrice(write(value.price()))
                .setInitialRangeUnits(value.initialRange().units())
                .setMaintenanceRangeUnits(value.maintenanceRange().units())
                .setInitialScaleUnits(value.initialScale().units())
                .setMaintenanceScaleUnits(value.maintenanceScale().units())
                .build();
    }

    /**
     * {@link AggregatorPrice} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static AggregatorPrice read(PriceProto.AggregatorPrice wire) {
        return new AggregatorPrice(
                read(part(wire.hasPrice(), wire.getPrice(), "AggregatorPrice.price")),
                new Rate(wire.getInitialRangeUnits()),
                new Rate(wire.getMaintenanceRangeUnits()),
                new Rate(wire.getInitialScaleUnits()),
                new Rate(wire.getMaintenanceScaleUnits()));
    }

    static PriceProto.PriceSample write(PriceSample value) {
        return PriceProto.PriceSample.newBuilder()
                .setTimeMillis(value.timeMillis())
                .setPriceUnits(value.price().units())
                .build();
    }

    static PriceSample read(PriceProto.PriceSample wire) {
        return new PriceSample(wire.getTimeMillis(), new Price(wire.getPriceUnits()));
    }

    static PriceProto.Suspicion write(Suspicion value) {
        return PriceProto.Suspicion.newBuilder()
                .setFirstUnits(value.first().units())
                .setTicks(value.ticks())
                .build();
    }

    static Suspicion read(PriceProto.Suspicion wire) {
        return new Suspicion(new Price(wire.getFirstUnits()), wire.getTicks());
    }

    /** The message of {@link WarmState}. */
    public static PriceProto.WarmState write(WarmState value) {
        PriceProto.WarmState.Builder wire = PriceProto.WarmState.newBuilder()
                .setLast(write(value.last()))
                .setHeardMillis(value.heardMillis())
                .setWarmUntilMillis(value.warmUntilMillis())
                .setIsSilent(value.isSilent())
                .setIsHalted(value.isHalted())
                .addAllSupported(
                        value.supported().stream().map(PriceCodec::write).toList())
                .addAllPublished(
                        value.published().stream().map(PriceCodec::write).toList())
                .setStableNewest(write(value.stableNewest()))
                .addAllStableHistory(
                        value.stableHistory().stream().map(PriceCodec::write).toList());
        value.suspicion().ifPresent(present -> wire.setSuspicion(write(present)));
        return wire.build();
    }

    /**
     * {@link WarmState} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static WarmState read(PriceProto.WarmState wire) {
        return new WarmState(
                read(part(wire.hasLast(), wire.getLast(), "WarmState.last")),
                wire.getHeardMillis(),
                wire.getWarmUntilMillis(),
                wire.getIsSilent(),
                wire.getIsHalted(),
                optional(wire.hasSuspicion(), () -> read(wire.getSuspicion())),
                wire.getSupportedList().stream().map(PriceCodec::read).toList(),
                wire.getPublishedList().stream().map(PriceCodec::read).toList(),
                read(part(wire.hasStableNewest(), wire.getStableNewest(), "WarmState.stable_newest")),
                wire.getStableHistoryList().stream().map(PriceCodec::read).toList());
    }
}
