package io.breakwater.node.persistence;

import static io.breakwater.node.persistence.Strict.part;
import static io.breakwater.node.persistence.Strict.text;

import io.breakwater.core.money.Money;
import io.breakwater.core.protocol.CoordinatorMessage;
import io.breakwater.core.protocol.Lease;
import io.breakwater.core.protocol.LeaseMarket;
import io.breakwater.core.protocol.LeaseMessage;
import io.breakwater.core.protocol.LeaseReturn;
import io.breakwater.core.protocol.LeaseWish;
import io.breakwater.journal.v1.LeaseProto;
import java.util.OptionalInt;

/** Writes and reads what nodes and the coordinator say to each other. */
public final class LeaseCodec {

    private LeaseCodec() {}

    static LeaseProto.WishId write(LeaseWish.Id value) {
        return LeaseProto.WishId.newBuilder()
                .setAccount(value.account())
                .setBucket(VelocityCodec.write(value.bucket()))
                .build();
    }

    static LeaseWish.Id read(LeaseProto.WishId wire) {
        return new LeaseWish.Id(
                text(wire.getAccount(), "WishId.account"),
                VelocityCodec.read(part(wire.hasBucket(), wire.getBucket(), "WishId.bucket")));
    }

    static LeaseProto.LeaseWish write(LeaseWish value) {
        return LeaseProto.LeaseWish.newBuilder()
                .setId(write(value.id()))
                .setAmountUnits(value.amount().units())
                .setTime(VelocityCodec.write(value.time()))
                .setLastFence(value.lastFence())
                .build();
    }

    static LeaseWish read(LeaseProto.LeaseWish wire) {
        return new LeaseWish(
                read(part(wire.hasId(), wire.getId(), "LeaseWish.id")),
                new Money(wire.getAmountUnits()),
                VelocityCodec.read(part(wire.hasTime(), wire.getTime(), "LeaseWish.time")),
                wire.getLastFence());
    }

    static LeaseProto.LeaseReturn write(LeaseReturn value) {
        return LeaseProto.LeaseReturn.newBuilder()
                .setAccount(value.account())
                .setFence(value.fence())
                .setSliceId(value.sliceId())
                .setUnfilledUnits(value.unfilled().units())
                .build();
    }

    static LeaseReturn read(LeaseProto.LeaseReturn wire) {
        return new LeaseReturn(
                text(wire.getAccount(), "LeaseReturn.account"),
                wire.getFence(),
                text(wire.getSliceId(), "LeaseReturn.slice_id"),
                new Money(wire.getUnfilledUnits()));
    }

    static LeaseProto.Lease write(Lease value) {
        return LeaseProto.Lease.newBuilder()
                .setWish(write(value.wish()))
                .setAmountUnits(value.amount().units())
                .setFence(value.fence())
                .setOfSlot(value.ofSlot())
                .build();
    }

    static Lease read(LeaseProto.Lease wire) {
        return new Lease(
                read(part(wire.hasWish(), wire.getWish(), "Lease.wish")),
                new Money(wire.getAmountUnits()),
                wire.getFence(),
                wire.getOfSlot());
    }

    /** The message of {@link CoordinatorMessage.LeasesAsked}. */
    public static LeaseProto.LeasesAsked write(CoordinatorMessage.LeasesAsked value) {
        return LeaseProto.LeasesAsked.newBuilder()
                .setNode(value.node())
                .setNumber(value.number())
                .addAllWishes(value.wishes().stream().map(LeaseCodec::write).toList())
                .addAllReturns(value.returns().stream().map(LeaseCodec::write).toList())
                .build();
    }

    /**
     * {@link CoordinatorMessage.LeasesAsked} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static CoordinatorMessage.LeasesAsked read(LeaseProto.LeasesAsked wire) {
        return new CoordinatorMessage.LeasesAsked(
                text(wire.getNode(), "LeasesAsked.node"),
                wire.getNumber(),
                wire.getWishesList().stream().map(LeaseCodec::read).toList(),
                wire.getReturnsList().stream().map(LeaseCodec::read).toList());
    }

    static LeaseProto.LeaseAnswer write(LeaseMessage.Answer value) {
        return LeaseProto.LeaseAnswer.newBuilder()
                .setWish(write(value.wish()))
                .setAmountUnits(value.amount().units())
                .setFence(value.fence())
                .setToBackstopUnits(value.toBackstop().units())
                .build();
    }

    static LeaseMessage.Answer read(LeaseProto.LeaseAnswer wire) {
        return new LeaseMessage.Answer(
                read(part(wire.hasWish(), wire.getWish(), "LeaseAnswer.wish")),
                new Money(wire.getAmountUnits()),
                wire.getFence(),
                new Money(wire.getToBackstopUnits()));
    }

    /** The message of {@link LeaseMessage.LeasesAnswered}. */
    public static LeaseProto.LeasesAnswered write(LeaseMessage.LeasesAnswered value) {
        LeaseProto.LeasesAnswered.Builder wire = LeaseProto.LeasesAnswered.newBuilder()
                .setNumber(value.number())
                .addAllAnswers(value.answers().stream().map(LeaseCodec::write).toList());
        value.slot().ifPresent(wire::setSlot);
        return wire.build();
    }

    /**
     * {@link LeaseMessage.LeasesAnswered} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static LeaseMessage.LeasesAnswered read(LeaseProto.LeasesAnswered wire) {
        return new LeaseMessage.LeasesAnswered(
                wire.getNumber(),
                wire.getAnswersList().stream().map(LeaseCodec::read).toList(),
                wire.hasSlot() ? OptionalInt.of(wire.getSlot()) : OptionalInt.empty());
    }

    /** The message of {@link LeaseMarket}. */
    public static LeaseProto.LeaseMarket write(LeaseMarket value) {
        return LeaseProto.LeaseMarket.newBuilder()
                .setBucket(VelocityCodec.write(value.bucket()))
                .setConditions(VelocityCodec.write(value.conditions()))
                .setParameters(ThrottleCodec.write(value.parameters()))
                .setBackstopRoomUnits(value.backstopRoom().units())
                .build();
    }

    /**
     * {@link LeaseMarket} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static LeaseMarket read(LeaseProto.LeaseMarket wire) {
        return new LeaseMarket(
                VelocityCodec.read(part(wire.hasBucket(), wire.getBucket(), "LeaseMarket.bucket")),
                VelocityCodec.read(part(wire.hasConditions(), wire.getConditions(), "LeaseMarket.conditions")),
                ThrottleCodec.read(part(wire.hasParameters(), wire.getParameters(), "LeaseMarket.parameters")),
                new Money(wire.getBackstopRoomUnits()));
    }
}
