package io.breakwater.node.market;

import static io.breakwater.node.persistence.Strict.optional;
import static io.breakwater.node.persistence.Strict.part;

import com.google.protobuf.MessageLite;
import io.breakwater.journal.v1.MarketDefinitionsProto;
import io.breakwater.node.persistence.WireType;
import java.io.NotSerializableException;
import java.util.List;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Lets definitions and prices travel between nodes, and the directory's events into its journal. */
public final class MarketSerializer extends SerializerWithStringManifest {

    /** Beside every journal row and every message on the wire; never changes. */
    public static final int IDENTIFIER = 80_331;

    private final ActorRefResolver references;
    private final List<WireType<?, ?>> types;

    /** The serializer of a system. */
    public MarketSerializer(ExtendedActorSystem system) {
        this.references = ActorRefResolver.get(Adapter.toTyped(system));
        this.types = List.of(
                new WireType<>(
                        "dE1",
                        DirectoryEvent.class,
                        DirectoryCodec::write,
                        MarketDefinitionsProto.DirectoryChanged.parser(),
                        DirectoryCodec::read),
                new WireType<>(
                        "dS1",
                        DirectoryState.class,
                        DirectoryCodec::write,
                        MarketDefinitionsProto.DirectoryState.parser(),
                        DirectoryCodec::read),
                new WireType<>(
                        "dD1",
                        MarketDefinitions.class,
                        DefinitionsCodec::write,
                        MarketDefinitionsProto.MarketDefinitions.parser(),
                        DefinitionsCodec::read),
                new WireType<>(
                        "dP1",
                        PublishedPrice.class,
                        DefinitionsCodec::write,
                        MarketDefinitionsProto.PublishedPrice.parser(),
                        DefinitionsCodec::read),
                new WireType<>(
                        "dA1",
                        DirectoryProtocol.Answer.class,
                        DirectoryCodec::write,
                        MarketDefinitionsProto.ChangeAnswer.parser(),
                        DirectoryCodec::read),
                new WireType<>(
                        "dR1",
                        DirectoryProtocol.Read.class,
                        this::write,
                        MarketDefinitionsProto.ReadDefinitions.parser(),
                        this::read),
                new WireType<>(
                        "dC1",
                        DirectoryProtocol.Apply.class,
                        this::write,
                        MarketDefinitionsProto.ApplyChange.parser(),
                        this::read),
                new WireType<>(
                        "dO1",
                        DirectoryProtocol.Recall.class,
                        this::write,
                        MarketDefinitionsProto.RecallOperation.parser(),
                        this::read));
    }

    private MarketDefinitionsProto.ReadDefinitions write(DirectoryProtocol.Read message) {
        return MarketDefinitionsProto.ReadDefinitions.newBuilder()
                .setReplyTo(references.toSerializationFormat(message.replyTo()))
                .build();
    }

    private DirectoryProtocol.Read read(MarketDefinitionsProto.ReadDefinitions wire) {
        return new DirectoryProtocol.Read(resolve(wire.getReplyTo()));
    }

    private MarketDefinitionsProto.ApplyChange write(DirectoryProtocol.Apply message) {
        MarketDefinitionsProto.ApplyChange.Builder wire = MarketDefinitionsProto.ApplyChange.newBuilder()
                .setChange(DirectoryCodec.write(message.change()))
                .setReplyTo(references.toSerializationFormat(message.replyTo()));
        message.operation().ifPresent(operation -> wire.setOperation(DirectoryCodec.write(operation)));
        return wire.build();
    }

    private DirectoryProtocol.Apply read(MarketDefinitionsProto.ApplyChange wire) {
        return new DirectoryProtocol.Apply(
                DirectoryCodec.read(part(wire.hasChange(), wire.getChange(), "ApplyChange.change")),
                optional(wire.hasOperation(), () -> DirectoryCodec.read(wire.getOperation())),
                resolve(wire.getReplyTo()));
    }

    private MarketDefinitionsProto.RecallOperation write(DirectoryProtocol.Recall message) {
        return MarketDefinitionsProto.RecallOperation.newBuilder()
                .setOperation(DirectoryCodec.write(message.operation()))
                .setReplyTo(references.toSerializationFormat(message.replyTo()))
                .build();
    }

    private DirectoryProtocol.Recall read(MarketDefinitionsProto.RecallOperation wire) {
        return new DirectoryProtocol.Recall(
                DirectoryCodec.read(part(wire.hasOperation(), wire.getOperation(), "RecallOperation.operation")),
                resolve(wire.getReplyTo()));
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
