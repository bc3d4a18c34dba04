package io.breakwater.node.oracle;

import io.breakwater.journal.v1.OracleMessageProto;
import io.breakwater.node.persistence.WireType;
import io.breakwater.node.persistence.WireTypeSerializer;
import java.util.List;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/** Lets what aggregators are told and answer travel between nodes, and what they keep of the mark into their journals. */
public final class OracleSerializer extends WireTypeSerializer {

    /** Beside every journal row and every message on the wire; never changes. */
    public static final int IDENTIFIER = 80_332;

    /** The serializer of a system. */
    public OracleSerializer(ExtendedActorSystem system) {
        super(IDENTIFIER, types(ActorRefResolver.get(Adapter.toTyped(system))));
    }

    private static List<WireType<?, ?>> types(ActorRefResolver references) {
        return List.of(
                new WireType<>(
                        "qS1",
                        OracleState.class,
                        OracleCodec::write,
                        OracleMessageProto.OracleState.parser(),
                        OracleCodec::read),
                new WireType<>(
                        "qB1",
                        OracleEvent.BasisKept.class,
                        OracleCodec::write,
                        OracleMessageProto.BasisKept.parser(),
                        OracleCodec::read),
                new WireType<>(
                        "qQ1",
                        OracleProtocol.Publish.class,
                        message -> write(message, references),
                        OracleMessageProto.PublishQuotes.parser(),
                        wire -> read(wire, references)),
                new WireType<>(
                        "qH1",
                        OracleProtocol.Halt.class,
                        message -> write(message, references),
                        OracleMessageProto.HaltFeed.parser(),
                        wire -> read(wire, references)),
                new WireType<>(
                        "qR1",
                        OracleProtocol.Resume.class,
                        message -> write(message, references),
                        OracleMessageProto.ResumeFeed.parser(),
                        wire -> read(wire, references)),
                new WireType<>(
                        "qT1",
                        OracleProtocol.ThrottleReported.class,
                        OracleCodec::write,
                        OracleMessageProto.ThrottleGain.parser(),
                        OracleCodec::read),
                new WireType<>(
                        "qC1",
                        OracleProtocol.Configure.class,
                        OracleCodec::write,
                        OracleMessageProto.ConfigureFeed.parser(),
                        OracleCodec::read),
                new WireType<>(
                        "qA1",
                        OracleProtocol.Receipt.class,
                        OracleCodec::write,
                        OracleMessageProto.QuoteReceipt.parser(),
                        OracleCodec::read),
                new WireType<>(
                        "qO1",
                        OracleProtocol.HaltReceipt.class,
                        OracleCodec::write,
                        OracleMessageProto.HaltReceipt.parser(),
                        OracleCodec::read));
    }

    private static OracleMessageProto.PublishQuotes write(OracleProtocol.Publish message, ActorRefResolver references) {
        return OracleMessageProto.PublishQuotes.newBuilder()
                .addAllQuotes(message.quotes().stream().map(OracleCodec::write).toList())
                .setReplyTo(references.toSerializationFormat(message.replyTo()))
                .build();
    }

    private static OracleProtocol.Publish read(OracleMessageProto.PublishQuotes wire, ActorRefResolver references) {
        return new OracleProtocol.Publish(
                wire.getQuotesList().stream().map(OracleCodec::read).toList(),
                references.resolveActorRef(wire.getReplyTo()));
    }

    private static OracleMessageProto.HaltFeed write(OracleProtocol.Halt message, ActorRefResolver references) {
        return OracleMessageProto.HaltFeed.newBuilder()
                .setReason(message.reason())
                .setReplyTo(references.toSerializationFormat(message.replyTo()))
                .build();
    }

    private static OracleProtocol.Halt read(OracleMessageProto.HaltFeed wire, ActorRefResolver references) {
        return new OracleProtocol.Halt(wire.getReason(), references.resolveActorRef(wire.getReplyTo()));
    }

    private static OracleMessageProto.ResumeFeed write(OracleProtocol.Resume message, ActorRefResolver references) {
        return OracleMessageProto.ResumeFeed.newBuilder()
                .setReplyTo(references.toSerializationFormat(message.replyTo()))
                .build();
    }

    private static OracleProtocol.Resume read(OracleMessageProto.ResumeFeed wire, ActorRefResolver references) {
        return new OracleProtocol.Resume(references.resolveActorRef(wire.getReplyTo()));
    }
}
