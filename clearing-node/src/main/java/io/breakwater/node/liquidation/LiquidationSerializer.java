package io.breakwater.node.liquidation;

import com.google.protobuf.MessageLite;
import io.breakwater.core.protocol.CoordinatorMessage;
import io.breakwater.core.protocol.LeaseMarket;
import io.breakwater.journal.v1.LossProto;
import io.breakwater.node.persistence.LeaseCodec;
import io.breakwater.node.persistence.UnreadableMessageException;
import io.breakwater.node.persistence.WireType;
import java.io.NotSerializableException;
import java.util.List;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Lets nodes speak to the singletons of this package, and the events of losses into their journal. */
public final class LiquidationSerializer extends SerializerWithStringManifest {

    /** Beside every journal row and every message on the wire; never changes. */
    public static final int IDENTIFIER = 80_340;

    private final ActorRefResolver references;
    private final List<WireType<?, ?>> types;

    /** The serializer of a system. */
    public LiquidationSerializer(ExtendedActorSystem system) {
        this.references = ActorRefResolver.get(Adapter.toTyped(system));
        this.types = List.of(
                new WireType<>("lE1", LossEvent.class, LossCodec::write, LossProto.LossEvent.parser(), LossCodec::read),
                new WireType<>(
                        "lL1", LossLedger.class, LossCodec::write, LossProto.LossLedger.parser(), LossCodec::read),
                new WireType<>(
                        "lC1",
                        LossProtocol.Cover.class,
                        LossCodec::write,
                        LossProto.LossFound.parser(),
                        LossCodec::readCover),
                new WireType<>(
                        "lP1",
                        LossProtocol.Paid.class,
                        LossCodec::write,
                        LossProto.LayerPaid.parser(),
                        LossCodec::read),
                new WireType<>(
                        "lI1", LossProtocol.Inform.class, this::write, LossProto.InformRegister.parser(), this::read),
                new WireType<>(
                        "lD1",
                        CoordinatorCommand.FromDesk.class,
                        this::write,
                        LossProto.FromDesk.parser(),
                        this::read));
    }

    private LossProto.InformRegister write(LossProtocol.Inform inform) {
        return LossProto.InformRegister.newBuilder()
                .setRegister(references.toSerializationFormat(inform.register()))
                .build();
    }

    private LossProtocol.Inform read(LossProto.InformRegister wire) {
        return new LossProtocol.Inform(resolve(wire.getRegister()));
    }

    private LossProto.FromDesk write(CoordinatorCommand.FromDesk from) {
        LossProto.FromDesk.Builder wire = LossProto.FromDesk.newBuilder()
                .setNode(from.node())
                .setDesk(references.toSerializationFormat(from.desk()));
        if (from.message() instanceof CoordinatorMessage.LeasesAsked asked) {
            return wire.setAsked(LeaseCodec.write(asked)).build();
        }
        if (from.message() instanceof LeaseMarket market) {
            return wire.setMarket(LeaseCodec.write(market)).build();
        }
        throw new IllegalArgumentException(from.message().getClass().getName() + " does not come from a desk");
    }

    private CoordinatorCommand.FromDesk read(LossProto.FromDesk wire) {
        CoordinatorMessage message = switch (wire.getMessageCase()) {
            case ASKED -> LeaseCodec.read(wire.getAsked());
            case MARKET -> LeaseCodec.read(wire.getMarket());
            case MESSAGE_NOT_SET -> throw new IllegalArgumentException("FromDesk.message is missing");
        };
        return new CoordinatorCommand.FromDesk(
                LossCodec.text(wire.getNode(), "FromDesk.node"), message, resolve(wire.getDesk()));
    }

    private <T> ActorRef<T> resolve(String reference) {
        return references.resolveActorRef(LossCodec.text(reference, "reference"));
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

    /**
     * The value of bytes.
     *
     * @throws NotSerializableException when the manifest is not known here
     * @throws UnreadableMessageException when the bytes are not what the manifest says
     */
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
