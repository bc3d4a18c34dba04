package io.breakwater.node.persistence;

import static io.breakwater.node.persistence.Strict.decimal;
import static io.breakwater.node.persistence.Strict.optional;
import static io.breakwater.node.persistence.Strict.part;
import static io.breakwater.node.persistence.Strict.text;

import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.core.oracle.JumpLimits;
import io.breakwater.core.oracle.MarkParameters;
import io.breakwater.core.oracle.OracleParameters;
import io.breakwater.core.oracle.StablePriceParameters;
import io.breakwater.core.protocol.AggregatorParameters;
import io.breakwater.journal.v1.OracleParametersProto;

/** Writes and reads parameters of price aggregation and of marks. */
public final class OracleParametersCodec {

    private OracleParametersCodec() {}

    static OracleParametersProto.Source write(OracleParameters.Source value) {
        return OracleParametersProto.Source.newBuilder()
                .setName(value.name())
                .setWeight(value.weight())
                .setStaleMillis(value.staleMillis())
                .build();
    }

    static OracleParameters.Source read(OracleParametersProto.Source wire) {
        return new OracleParameters.Source(
                text(wire.getName(), "Source.name"), wire.getWeight(), wire.getStaleMillis());
    }

    static OracleParametersProto.JumpLimits write(JumpLimits value) {
        return OracleParametersProto.JumpLimits.newBuilder()
                .setWithinShortUnits(value.withinShort().units())
                .setShortMillis(value.shortMillis())
                .setWithinLongUnits(value.withinLong().units())
                .setLongMillis(value.longMillis())
                .setFromAverageUnits(value.fromAverage().units())
                .setAverageMillis(value.averageMillis())
                .setSampleMillis(value.sampleMillis())
                .setConfirmTicks(value.confirmTicks())
                .setConfirmWithinUnits(value.confirmWithin().units())
                .build();
    }

    static JumpLimits read(OracleParametersProto.JumpLimits wire) {
        return new JumpLimits(
                new Rate(wire.getWithinShortUnits()),
                wire.getShortMillis(),
                new Rate(wire.getWithinLongUnits()),
                wire.getLongMillis(),
                new Rate(wire.getFromAverageUnits()),
                wire.getAverageMillis(),
                wire.getSampleMillis(),
                wire.getConfirmTicks(),
                new Rate(wire.getConfirmWithinUnits()));
    }

    static OracleParametersProto.StablePriceParameters write(StablePriceParameters value) {
        return OracleParametersProto.StablePriceParameters.newBuilder()
                .setPerSecondUnits(value.perSecond().units())
                .setPerPeriodUnits(value.perPeriod().units())
                .setPeriodMillis(value.periodMillis())
                .setDelayMillis(value.delayMillis())
                .setSampleMillis(value.sampleMillis())
                .setLongestStepMillis(value.longestStepMillis())
                .build();
    }

    static StablePriceParameters read(OracleParametersProto.StablePriceParameters wire) {
        return new StablePriceParameters(
                new Rate(wire.getPerSecondUnits()),
                new Rate(wire.getPerPeriodUnits()),
                wire.getPeriodMillis(),
                wire.getDelayMillis(),
                wire.getSampleMillis(),
                wire.getLongestStepMillis());
    }

    /** The message of {@link OracleParameters}. */
    public static OracleParametersProto.OracleParameters write(OracleParameters value) {
        OracleParametersProto.OracleParameters.Builder wire = OracleParametersProto.OracleParameters.newBuilder()
                .setSymbol(value.symbol())
                .addAllSources(value.sources().stream()
                        .map(OracleParametersCodec::write)
                        .toList())
                .setQuorumSources(value.quorumSources())
                .setQuorumShareUnits(value.quorumShare().units())
                .setWidestConfidenceUnits(value.widestConfidence().units())
                .setOutlierScales(value.outlierScales())
                .setScaleFloorUnits(value.scaleFloor().units())
                .setSupportShareUnits(value.supportShare().units())
                .setSupportWithinUnits(value.supportWithin().units())
                .setJumps(write(value.jumps()))
                .setStaleAfterMillis(value.staleAfterMillis())
                .setWarmUpMillis(value.warmUpMillis())
                .setTickMillis(value.tickMillis())
                .setClockToleranceMillis(value.clockToleranceMillis())
                .setStable(write(value.stable()));
        value.referenceScale().ifPresent(present -> wire.setReferenceScaleUnits(present.units()));
        return wire.build();
    }

    /**
     * {@link OracleParameters} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static OracleParameters read(OracleParametersProto.OracleParameters wire) {
        return new OracleParameters(
                text(wire.getSymbol(), "OracleParameters.symbol"),
                wire.getSourcesList().stream().map(OracleParametersCodec::read).toList(),
                wire.getQuorumSources(),
                new Rate(wire.getQuorumShareUnits()),
                new Rate(wire.getWidestConfidenceUnits()),
                wire.getOutlierScales(),
                new Rate(wire.getScaleFloorUnits()),
                new Rate(wire.getSupportShareUnits()),
                new Rate(wire.getSupportWithinUnits()),
                read(part(wire.hasJumps(), wire.getJumps(), "OracleParameters.jumps")),
                wire.getStaleAfterMillis(),
                wire.getWarmUpMillis(),
                wire.getTickMillis(),
                wire.getClockToleranceMillis(),
                optional(wire.hasReferenceScaleUnits(), () -> new Price(wire.getReferenceScaleUnits())),
                read(part(wire.hasStable(), wire.getStable(), "OracleParameters.stable")));
    }

    /** The message of {@link MarkParameters}. */
    public static OracleParametersProto.MarkParameters write(MarkParameters value) {
        OracleParametersProto.MarkParameters.Builder wire = OracleParametersProto.MarkParameters.newBuilder()
                .setBasisSeconds(value.basisSeconds().toString())
                .setOutsideWithinUnits(value.outsideWithin().units());
        value.referenceScale().ifPresent(present -> wire.setReferenceScaleUnits(present.units()));
        return wire.build();
    }

    /**
     * {@link MarkParameters} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static MarkParameters read(OracleParametersProto.MarkParameters wire) {
        return new MarkParameters(
                decimal(wire.getBasisSeconds(), "MarkParameters.basis_seconds"),
                new Rate(wire.getOutsideWithinUnits()),
                optional(wire.hasReferenceScaleUnits(), () -> new Price(wire.getReferenceScaleUnits())));
    }

    /** The message of {@link AggregatorParameters}. */
    public static OracleParametersProto.AggregatorParameters write(AggregatorParameters value) {
        return OracleParametersProto.AggregatorParameters.newBuilder()
                .setOracle(write(value.oracle()))
                .setVolatility(VolatilityCodec.write(value.volatility()))
                .setKeepMillis(value.keepMillis())
                .build();
    }

    /**
     * {@link AggregatorParameters} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static AggregatorParameters read(OracleParametersProto.AggregatorParameters wire) {
        return new AggregatorParameters(
                read(part(wire.hasOracle(), wire.getOracle(), "AggregatorParameters.oracle")),
                VolatilityCodec.read(
                        part(wire.hasVolatility(), wire.getVolatility(), "AggregatorParameters.volatility")),
                wire.getKeepMillis());
    }
}
