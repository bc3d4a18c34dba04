package io.breakwater.node.liquidation;

import io.breakwater.core.protocol.CoordinatorMessage;
import io.breakwater.core.protocol.LeaseMarket;
import io.breakwater.journal.v1.LossProto;
import io.breakwater.node.persistence.LeaseCodec;
import io.breakwater.node.persistence.WireType;
import io.breakwater.node.persistence.WireTypeSerializer;
import java.util.List;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/** Lets nodes speak to the singletons of this package, and the events of losses into their journal. */
public final class LiquidationSerializer extends WireTypeSerializer {

    /** Beside every journal row and every message on the wire; never changes. */
    public static final int IDENTIFIER = 80_340;

    /** The serializer of a system. */
    public LiquidationSerializer(ExtendedActorSystem system) {
        super(IDENTIFIER, types(ActorRefResolver.get(Adapter.toTyped(system))));
    }

    private static List<WireType<?, ?>> types(ActorRefResolver references) {
        return List.of(
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
                        "lI1",
                        LossProtocol.Inform.class,
                        message -> write(message, references),
                        LossProto.InformRegister.parser(),
                        wire -> read(wire, references)),
                new WireType<>(
                        "lD1",
                        CoordinatorCommand.FromDesk.class,
                        message -> write(message, references),
                        LossProto.FromDesk.parser(),
                        wire -> read(wire, references)));
    }

    private static LossProto.InformRegister write(LossProtocol.Inform inform, ActorRefResolver references) {
        return LossProto.InformRegister.newBuilder()
                .setRegister(references.toSerializationFormat(inform.register()))
                .build();
    }

    private static LossProtocol.Inform read(LossProto.InformRegister wire, ActorRefResolver references) {
        return new LossProtocol.Inform(resolve(wire.getRegister(), references));
    }

    private static LossProto.FromDesk write(CoordinatorCommand.FromDesk from, ActorRefResolver references) {
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

    private static CoordinatorCommand.FromDesk read(LossProto.FromDesk wire, ActorRefResolver references) {
        CoordinatorMessage message = switch (wire.getMessageCase()) {
            case ASKED -> LeaseCodec.read(wire.getAsked());
            case MARKET -> LeaseCodec.read(wire.getMarket());
            case MESSAGE_NOT_SET -> throw new IllegalArgumentException("FromDesk.message is missing");
        };
        return new CoordinatorCommand.FromDesk(
                LossCodec.text(wire.getNode(), "FromDesk.node"), message, resolve(wire.getDesk(), references));
    }

    private static <T> ActorRef<T> resolve(String reference, ActorRefResolver references) {
        return references.resolveActorRef(LossCodec.text(reference, "reference"));
    }
}
