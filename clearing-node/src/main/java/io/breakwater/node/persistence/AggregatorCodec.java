package io.breakwater.node.persistence;

import static io.breakwater.node.persistence.Strict.optional;
import static io.breakwater.node.persistence.Strict.part;

import io.breakwater.core.oracle.WarmState;
import io.breakwater.core.protocol.AggregatorEvent;
import io.breakwater.core.protocol.AggregatorState;
import io.breakwater.journal.v1.AggregatorProto;
import java.util.Optional;

/** Writes and reads events and state of an aggregator. */
public final class AggregatorCodec {

    private AggregatorCodec() {}

    static AggregatorProto.EpochBegun write(AggregatorEvent.EpochBegun value) {
        return AggregatorProto.EpochBegun.newBuilder().setEpoch(value.epoch()).build();
    }

    static AggregatorEvent.EpochBegun read(AggregatorProto.EpochBegun wire) {
        return new AggregatorEvent.EpochBegun(wire.getEpoch());
    }

    static AggregatorProto.WarmStateKept write(AggregatorEvent.WarmStateKept value) {
        return AggregatorProto.WarmStateKept.newBuilder()
                .setFeed(PriceCodec.write(value.feed()))
                .setRange(VolatilityCodec.write(value.range()))
                .build();
    }

    static AggregatorEvent.WarmStateKept read(AggregatorProto.WarmStateKept wire) {
        return new AggregatorEvent.WarmStateKept(
                PriceCodec.read(part(wire.hasFeed(), wire.getFeed(), "WarmStateKept.feed")),
                VolatilityCodec.read(part(wire.hasRange(), wire.getRange(), "WarmStateKept.range")));
    }

    static AggregatorProto.Halted write(AggregatorEvent.Halted value) {
        return AggregatorProto.Halted.newBuilder().setReason(value.reason()).build();
    }

    static AggregatorEvent.Halted read(AggregatorProto.Halted wire) {
        return new AggregatorEvent.Halted(wire.getReason());
    }

    static AggregatorProto.Resumed write(AggregatorEvent.Resumed value) {
        return AggregatorProto.Resumed.getDefaultInstance();
    }

    static AggregatorEvent.Resumed read(AggregatorProto.Resumed wire) {
        return new AggregatorEvent.Resumed();
    }

    /** The message of what the journal says of an aggregator: without the feed that runs. */
    public static AggregatorProto.AggregatorState write(AggregatorState value) {
        AggregatorProto.AggregatorState.Builder wire = AggregatorProto.AggregatorState.newBuilder()
                .setParameters(OracleParametersCodec.write(value.parameters()))
                .setEpoch(value.epoch())
                .setIsHalted(value.isHalted());
        value.warm().ifPresent(warm -> wire.setWarm(PriceCodec.write(warm)));
        value.range().ifPresent(range -> wire.setRange(VolatilityCodec.write(range)));
        return wire.build();
    }

    /**
     * An aggregator that has not started, of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static AggregatorState read(AggregatorProto.AggregatorState wire) {
        Optional<WarmState> warm = optional(wire.hasWarm(), () -> PriceCodec.read(wire.getWarm()));
        return new AggregatorState(
                OracleParametersCodec.read(
                        part(wire.hasParameters(), wire.getParameters(), "AggregatorState.parameters")),
                wire.getEpoch(),
                wire.getIsHalted(),
                warm,
                optional(wire.hasRange(), () -> VolatilityCodec.read(wire.getRange())),
                Optional.empty(),
                false,
                warm.map(kept -> kept.last().timeMillis()).orElse(Long.MIN_VALUE));
    }
}
