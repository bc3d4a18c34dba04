package io.breakwater.node.market;

import static io.breakwater.node.persistence.Strict.optional;
import static io.breakwater.node.persistence.Strict.part;

import io.breakwater.journal.v1.MarketDefinitionsProto;
import io.breakwater.node.persistence.WireType;
import io.breakwater.node.persistence.WireTypeSerializer;
import java.util.List;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/** Lets definitions and prices travel between nodes, and the directory's events into its journal. */
public final class MarketSerializer extends WireTypeSerializer {

    /** Beside every journal row and every message on the wire; never changes. */
    public static final int IDENTIFIER = 80_331;

    /** The serializer of a system. */
    public MarketSerializer(ExtendedActorSystem system) {
        super(IDENTIFIER, types(ActorRefResolver.get(Adapter.toTyped(system))));
    }

    private static List<WireType<?, ?>> types(ActorRefResolver references) {
        return List.of(
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
                        message -> write(message, references),
                        MarketDefinitionsProto.ReadDefinitions.parser(),
                        wire -> read(wire, references)),
                new WireType<>(
                        "dC1",
                        DirectoryProtocol.Apply.class,
                        message -> write(message, references),
                        MarketDefinitionsProto.ApplyChange.parser(),
                        wire -> read(wire, references)),
                new WireType<>(
                        "dO1",
                        DirectoryProtocol.Recall.class,
                        message -> write(message, references),
                        MarketDefinitionsProto.RecallOperation.parser(),
                        wire -> read(wire, references)));
    }

    private static MarketDefinitionsProto.ReadDefinitions write(
            DirectoryProtocol.Read message, ActorRefResolver references) {
        return MarketDefinitionsProto.ReadDefinitions.newBuilder()
                .setReplyTo(references.toSerializationFormat(message.replyTo()))
                .build();
    }

    private static DirectoryProtocol.Read read(
            MarketDefinitionsProto.ReadDefinitions wire, ActorRefResolver references) {
        return new DirectoryProtocol.Read(references.resolveActorRef(wire.getReplyTo()));
    }

    private static MarketDefinitionsProto.ApplyChange write(
            DirectoryProtocol.Apply message, ActorRefResolver references) {
        MarketDefinitionsProto.ApplyChange.Builder wire = MarketDefinitionsProto.ApplyChange.newBuilder()
                .setChange(DirectoryCodec.write(message.change()))
                .setReplyTo(references.toSerializationFormat(message.replyTo()));
        message.operation().ifPresent(operation -> wire.setOperation(DirectoryCodec.write(operation)));
        return wire.build();
    }

    private static DirectoryProtocol.Apply read(MarketDefinitionsProto.ApplyChange wire, ActorRefResolver references) {
        return new DirectoryProtocol.Apply(
                DirectoryCodec.read(part(wire.hasChange(), wire.getChange(), "ApplyChange.change")),
                optional(wire.hasOperation(), () -> DirectoryCodec.read(wire.getOperation())),
                references.resolveActorRef(wire.getReplyTo()));
    }

    private static MarketDefinitionsProto.RecallOperation write(
            DirectoryProtocol.Recall message, ActorRefResolver references) {
        return MarketDefinitionsProto.RecallOperation.newBuilder()
                .setOperation(DirectoryCodec.write(message.operation()))
                .setReplyTo(references.toSerializationFormat(message.replyTo()))
                .build();
    }

    private static DirectoryProtocol.Recall read(
            MarketDefinitionsProto.RecallOperation wire, ActorRefResolver references) {
        return new DirectoryProtocol.Recall(
                DirectoryCodec.read(part(wire.hasOperation(), wire.getOperation(), "RecallOperation.operation")),
                references.resolveActorRef(wire.getReplyTo()));
    }
}
