package io.breakwater.node.oracle;

import com.google.protobuf.MessageLite;
import io.breakwater.journal.v1.OracleMessageProto;
import io.breakwater.node.persistence.WireType;
import java.io.NotSerializableException;
import java.util.List;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Lets what aggregators are told and answer travel between nodes, and what they keep of the mark into their journals. */
public final class OracleSerializer extends SerializerWithStringManifest {

    /** Beside every journal row and every message on the wire; never changes. */
    public static final int IDENTIFIER = 80_332;

    private final ActorRefResolver references;
    private final List<WireType<?, ?>> types;

    /** The serializer of a system. */
    public OracleSerializer(ExtendedActorSystem system) {
        this.references = ActorRefResolver.get(Adapter.toTyped(system));
        this.types = List.of(
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
                        this::write,
                        OracleMessageProto.PublishQuotes.parser(),
                        this::read),
                new WireType<>(
                        "qH1",
                        OracleProtocol.Halt.class,
                        this::write,
                        OracleMessageProto.HaltFeed.parser(),
                        this::read),
                new WireType<>(
                        "qR1",
                        OracleProtocol.Resume.class,
                        this::write,
                        OracleMessageProto.ResumeFeed.parser(),
                        this::read),
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

    private OracleMessageProto.PublishQuotes write(OracleProtocol.Publish message) {
        return OracleMessageProto.PublishQuotes.newBuilder()
                .addAllQuotes(message.quotes().stream().map(OracleCodec::write).toList())
                .setReplyTo(references.toSerializationFormat(message.replyTo()))
                .build();
    }

    private OracleProtocol.Publish read(OracleMessageProto.PublishQuotes wire) {
        return new OracleProtocol.Publish(
                wire.getQuotesList().stream().map(OracleCodec::read).toList(), resolve(wire.getReplyTo()));
    }

    private OracleMessageProto.HaltFeed write(OracleProtocol.Halt message) {
        return OracleMessageProto.HaltFeed.newBuilder()
                .setReason(message.reason())
                .setReplyTo(references.toSerializationFormat(message.replyTo()))
                .build();
    }

    private OracleProtocol.Halt read(OracleMessageProto.HaltFeed wire) {
        return new OracleProtocol.Halt(wire.getReason(), resolve(wire.getReplyTo()));
    }

    private OracleMessageProto.ResumeFeed write(OracleProtocol.Resume message) {
        return OracleMessageProto.ResumeFeed.newBuilder()
                .setReplyTo(references.toSerializationFormat(message.replyTo()))
                .build();
    }

    private OracleProtocol.Resume read(OracleMessageProto.ResumeFeed wire) {
        return new OracleProtocol.Resume(resolve(wire.getReplyTo()));
    }

    private <T> ActorRef<T> resolve(String reference) {
        return references.resolveActorRef(reference);
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object value) {
        return typeOf(value).manifest();
    }

    @Override
    public byte[] toBinary(Object value) {
        return toBytes(typeOf(value), value);
    }

    private static <T, M extends MessageLite> byte[] toBytes(WireType<T, M> type, Object value) {
        return type.toBytes(type.type().cast(value));
    }

    private WireType<?, ?> typeOf(Object value) {
        return types.stream()
                .filter(type -> type.type().isInstance(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no wire type for " + value.getClass().getName()));
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        for (WireType<?, ?> type : types) {
            if (type.manifest().equals(manifest)) {
                return type.fromBytes(bytes);
            }
        }
        throw new NotSerializableException("unknown manifest '" + manifest + "' of serializer " + IDENTIFIER);
    }
}
