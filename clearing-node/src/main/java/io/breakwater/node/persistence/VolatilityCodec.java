package io.breakwater.node.persistence;

import static io.breakwater.node.persistence.Strict.decimal;
import static io.breakwater.node.persistence.Strict.optional;
import static io.breakwater.node.persistence.Strict.part;

import io.breakwater.core.margin.VolatilityParameters;
import io.breakwater.core.margin.VolatilityRange;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.journal.v1.VolatilityProto;

/** Writes and reads volatility ranges and their parameters. */
public final class VolatilityCodec {

    private VolatilityCodec() {}

    /** The message of {@link VolatilityParameters}. */
    public static VolatilityProto.VolatilityParameters write(VolatilityParameters value) {
        VolatilityProto.VolatilityParameters.Builder wire = VolatilityProto.VolatilityParameters.newBuilder()
                .setMultiple(value.multiple().toString())
                .setMemory(value.memory().toString())
                .setHorizonMinutes(value.horizonMinutes())
                .setBase(value.base().toString())
                .setFloor(value.floor().toString())
                .setStress(value.stress().toString())
                .setStressWeight(value.stressWeight().toString())
                .setBuffer(value.buffer().toString())
                .setCap(value.cap().toString())
                .setRisePerHour(value.risePerHour().toString())
                .setHalfLifeHours(value.halfLifeHours().toString())
                .setSampleMinutes(value.sampleMinutes())
                .setSamples(value.samples());
        value.referenceScale().ifPresent(present -> wire.setReferenceScaleUnits(present.units()));
        return wire.build();
    }

    /**
     * {@link VolatilityParameters} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static VolatilityParameters read(VolatilityProto.VolatilityParameters wire) {
        return new VolatilityParameters(
                decimal(wire.getMultiple(), "VolatilityParameters.multiple"),
                decimal(wire.getMemory(), "VolatilityParameters.memory"),
                wire.getHorizonMinutes(),
                decimal(wire.getBase(), "VolatilityParameters.base"),
                decimal(wire.getFloor(), "VolatilityParameters.floor"),
                decimal(wire.getStress(), "VolatilityParameters.stress"),
                decimal(wire.getStressWeight(), "VolatilityParameters.stress_weight"),
                decimal(wire.getBuffer(), "VolatilityParameters.buffer"),
                decimal(wire.getCap(), "VolatilityParameters.cap"),
                decimal(wire.getRisePerHour(), "VolatilityParameters.rise_per_hour"),
                decimal(wire.getHalfLifeHours(), "VolatilityParameters.half_life_hours"),
                wire.getSampleMinutes(),
                wire.getSamples(),
                optional(wire.hasReferenceScaleUnits(), () -> new Price(wire.getReferenceScaleUnits())));
    }

    static VolatilityProto.PricePoint write(VolatilityRange.PricePoint value) {
        return VolatilityProto.PricePoint.newBuilder()
                .setTimeMillis(value.timeMillis())
                .setPriceUnits(value.price().units())
                .build();
    }

    static VolatilityRange.PricePoint read(VolatilityProto.PricePoint wire) {
        return new VolatilityRange.PricePoint(wire.getTimeMillis(), new Price(wire.getPriceUnits()));
    }

    static VolatilityProto.RangePoint write(VolatilityRange.RangePoint value) {
        return VolatilityProto.RangePoint.newBuilder()
                .setTimeMillis(value.timeMillis())
                .setMaintenanceUnits(value.maintenance().units())
                .build();
    }

    static VolatilityRange.RangePoint read(VolatilityProto.RangePoint wire) {
        return new VolatilityRange.RangePoint(wire.getTimeMillis(), new Rate(wire.getMaintenanceUnits()));
    }

    static VolatilityProto.RangeFigures write(VolatilityRange.Figures value) {
        return VolatilityProto.RangeFigures.newBuilder()
                .setOrdinaryUnits(value.ordinary().units())
                .setSlowUnits(value.slow().units())
                .setWeightedUnits(value.weighted().units())
                .setBufferUnits(value.buffer().units())
                .setInitialUnits(value.initial().units())
                .setMaintenanceUnits(value.maintenance().units())
                .build();
    }

    static VolatilityRange.Figures read(VolatilityProto.RangeFigures wire) {
        return new VolatilityRange.Figures(
                new Rate(wire.getOrdinaryUnits()),
                new Rate(wire.getSlowUnits()),
                new Rate(wire.getWeightedUnits()),
                new Rate(wire.getBufferUnits()),
                new Rate(wire.getInitialUnits()),
                new Rate(wire.getMaintenanceUnits()));
    }

    /** The message of {@link VolatilityRange}. */
    public static VolatilityProto.VolatilityRange write(VolatilityRange value) {
        VolatilityProto.VolatilityRange.Builder wire = VolatilityProto.VolatilityRange.newBuilder()
                .setParameters(write(value.parameters()))
                .setTimeMillis(value.timeMillis())
                .setVariance(value.variance().toString())
                .addAllHistoryUnits(value.history().stream().map(Rate::units).toList())
                .setSampledMillis(value.sampledMillis())
                .addAllLastHour(
                        value.lastHour().stream().map(VolatilityCodec::write).toList())
                .setFigures(write(value.figures()));
        value.returnFrom().ifPresent(present -> wire.setReturnFrom(write(present)));
        return wire.build();
    }

    /**
     * {@link VolatilityRange} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static VolatilityRange read(VolatilityProto.VolatilityRange wire) {
        return new VolatilityRange(
                read(part(wire.hasParameters(), wire.getParameters(), "VolatilityRange.parameters")),
                wire.getTimeMillis(),
                decimal(wire.getVariance(), "VolatilityRange.variance"),
                optional(wire.hasReturnFrom(), () -> read(wire.getReturnFrom())),
                wire.getHistoryUnitsList().stream().map(Rate::new).toList(),
                wire.getSampledMillis(),
                wire.getLastHourList().stream().map(VolatilityCodec::read).toList(),
                read(part(wire.hasFigures(), wire.getFigures(), "VolatilityRange.figures")));
    }
}
