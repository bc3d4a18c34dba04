package io.breakwater.node.persistence;

import io.breakwater.core.oracle.Quote;
import io.breakwater.core.oracle.ValidatedPrice;
import io.breakwater.core.oracle.WarmState;
import io.breakwater.core.protocol.AggregatorEvent;
import io.breakwater.core.protocol.AggregatorMessage;
import io.breakwater.core.protocol.AggregatorPrice;
import io.breakwater.core.protocol.AggregatorState;
import io.breakwater.journal.v1.AggregatorMessageProto;
import io.breakwater.journal.v1.AggregatorProto;
import io.breakwater.journal.v1.PriceProto;
import java.util.List;

/** Events and state of an aggregator, what it is told and what it broadcasts, each type with its manifest. */
final class OracleWireTypes {

    static final List<WireType<?, ?>> TABLE = List.of(
            new WireType<>(
                    "oE1",
                    AggregatorEvent.EpochBegun.class,
                    AggregatorCodec::write,
                    AggregatorProto.EpochBegun.parser(),
                    AggregatorCodec::read),
            new WireType<>(
                    "oW1",
                    AggregatorEvent.WarmStateKept.class,
                    AggregatorCodec::write,
                    AggregatorProto.WarmStateKept.parser(),
                    AggregatorCodec::read),
            new WireType<>(
                    "oH1",
                    AggregatorEvent.Halted.class,
                    AggregatorCodec::write,
                    AggregatorProto.Halted.parser(),
                    AggregatorCodec::read),
            new WireType<>(
                    "oR1",
                    AggregatorEvent.Resumed.class,
                    AggregatorCodec::write,
                    AggregatorProto.Resumed.parser(),
                    AggregatorCodec::read),
            new WireType<>(
                    "oS1",
                    AggregatorState.class,
                    AggregatorCodec::write,
                    AggregatorProto.AggregatorState.parser(),
                    AggregatorCodec::read),
            new WireType<>(
                    "oM1",
                    AggregatorMessage.class,
                    AggregatorMessageCodec::write,
                    AggregatorMessageProto.AggregatorMessage.parser(),
                    AggregatorMessageCodec::read),
            new WireType<>(
                    "oP1",
                    AggregatorPrice.class,
                    PriceCodec::write,
                    PriceProto.AggregatorPrice.parser(),
                    PriceCodec::read),
            new WireType<>(
                    "oV1",
                    ValidatedPrice.class,
                    PriceCodec::write,
                    PriceProto.ValidatedPrice.parser(),
                    PriceCodec::read),
            new WireType<>("oQ1", Quote.class, PriceCodec::write, PriceProto.Quote.parser(), PriceCodec::read),
            new WireType<>("oK1", WarmState.class, PriceCodec::write, PriceProto.WarmState.parser(), PriceCodec::read));

    private OracleWireTypes() {}
}
