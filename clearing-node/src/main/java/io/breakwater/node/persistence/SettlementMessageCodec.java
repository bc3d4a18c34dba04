package io.breakwater.node.persistence;

import static io.breakwater.node.persistence.Strict.optional;
import static io.breakwater.node.persistence.Strict.part;
import static io.breakwater.node.persistence.Strict.text;

import io.breakwater.core.protocol.SettlementMessage;
import io.breakwater.core.protocol.SettlementStep;
import io.breakwater.journal.v1.SettlementMessageProto;

/** Writes and reads what the two accounts of a settlement say to each other, and the answer to whoever asked. */
public final class SettlementMessageCodec {

    private SettlementMessageCodec() {}

    static SettlementMessageProto.Clear write(SettlementMessage.Clear value) {
        return SettlementMessageProto.Clear.newBuilder()
                .setSettlement(SettlementCodec.write(value.settlement()))
                .build();
    }

    static SettlementMessage.Clear read(SettlementMessageProto.Clear wire) {
        return new SettlementMessage.Clear(
                SettlementCodec.read(part(wire.hasSettlement(), wire.getSettlement(), "Clear.settlement")));
    }

    static SettlementMessageProto.Ask write(SettlementMessage.Ask value) {
        return SettlementMessageProto.Ask.newBuilder()
                .setSettlement(SettlementCodec.write(value.settlement()))
                .build();
    }

    static SettlementMessage.Ask read(SettlementMessageProto.Ask wire) {
        return new SettlementMessage.Ask(
                SettlementCodec.read(part(wire.hasSettlement(), wire.getSettlement(), "Ask.settlement")));
    }

    static SettlementMessageProto.Booked write(SettlementMessage.Booked value) {
        return SettlementMessageProto.Booked.newBuilder()
                .setId(ValuesCodec.write(value.id()))
                .setCommit(SettlementCodec.write(value.commit()))
                .build();
    }

    static SettlementMessage.Booked read(SettlementMessageProto.Booked wire) {
        return new SettlementMessage.Booked(
                ValuesCodec.read(part(wire.hasId(), wire.getId(), "Booked.id")),
                SettlementCodec.read(part(wire.hasCommit(), wire.getCommit(), "Booked.commit")));
    }

    static SettlementMessageProto.Declined write(SettlementMessage.Declined value) {
        return SettlementMessageProto.Declined.newBuilder()
                .setId(ValuesCodec.write(value.id()))
                .setRefusal(ValuesCodec.write(value.refusal()))
                .build();
    }

    static SettlementMessage.Declined read(SettlementMessageProto.Declined wire) {
        return new SettlementMessage.Declined(
                ValuesCodec.read(part(wire.hasId(), wire.getId(), "Declined.id")),
                ValuesCodec.read(part(wire.hasRefusal(), wire.getRefusal(), "Declined.refusal")));
    }

    static SettlementMessageProto.Resolve write(SettlementMessage.Resolve value) {
        return SettlementMessageProto.Resolve.newBuilder()
                .setId(ValuesCodec.write(value.id()))
                .setFingerprint(ValuesCodec.write(value.fingerprint()))
                .setFirst(value.first())
                .build();
    }

    static SettlementMessage.Resolve read(SettlementMessageProto.Resolve wire) {
        return new SettlementMessage.Resolve(
                ValuesCodec.read(part(wire.hasId(), wire.getId(), "Resolve.id")),
                ValuesCodec.read(part(wire.hasFingerprint(), wire.getFingerprint(), "Resolve.fingerprint")),
                text(wire.getFirst(), "Resolve.first"));
    }

    static SettlementMessageProto.Overdue write(SettlementMessage.Overdue value) {
        return SettlementMessageProto.Overdue.newBuilder()
                .setId(ValuesCodec.write(value.id()))
                .build();
    }

    static SettlementMessage.Overdue read(SettlementMessageProto.Overdue wire) {
        return new SettlementMessage.Overdue(ValuesCodec.read(part(wire.hasId(), wire.getId(), "Overdue.id")));
    }

    /** The message of any {@link SettlementMessage}. */
    public static SettlementMessageProto.SettlementMessage write(SettlementMessage value) {
        SettlementMessageProto.SettlementMessage.Builder wire = SettlementMessageProto.SettlementMessage.newBuilder();
        if (value instanceof SettlementMessage.Clear clear) {
            wire.setClear(write(clear));
        } else if (value instanceof SettlementMessage.Ask ask) {
            wire.setAsk(write(ask));
        } else if (value instanceof SettlementMessage.Booked booked) {
            wire.setBooked(write(booked));
        } else if (value instanceof SettlementMessage.Declined declined) {
            wire.setDeclined(write(declined));
        } else if (value instanceof SettlementMessage.Resolve resolve) {
            wire.setResolve(write(resolve));
        } else if (value instanceof SettlementMessage.Overdue overdue) {
            wire.setOverdue(write(overdue));
        } else {
            throw Strict.unmapped(value);
        }
        return wire.build();
    }

    /**
     * Any {@link SettlementMessage} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static SettlementMessage read(SettlementMessageProto.SettlementMessage wire) {
        return switch (wire.getMessageCase()) {
            case CLEAR -> read(wire.getClear());
            case ASK -> read(wire.getAsk());
            case BOOKED -> read(wire.getBooked());
            case DECLINED -> read(wire.getDeclined());
            case RESOLVE -> read(wire.getResolve());
            case OVERDUE -> read(wire.getOverdue());
            case MESSAGE_NOT_SET -> throw Strict.missing("SettlementMessage.message");
        };
    }

    /** The message of {@link SettlementStep.Answer}. */
    public static SettlementMessageProto.SettlementAnswer write(SettlementStep.Answer value) {
        SettlementMessageProto.SettlementAnswer.Builder wire =
                SettlementMessageProto.SettlementAnswer.newBuilder().setId(ValuesCodec.write(value.id()));
        value.refusal().ifPresent(present -> wire.setRefusal(ValuesCodec.write(present)));
        return wire.build();
    }

    /**
     * {@link SettlementStep.Answer} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static SettlementStep.Answer read(SettlementMessageProto.SettlementAnswer wire) {
        return new SettlementStep.Answer(
                ValuesCodec.read(part(wire.hasId(), wire.getId(), "SettlementAnswer.id")),
                optional(wire.hasRefusal(), () -> ValuesCodec.read(wire.getRefusal())));
    }
}
