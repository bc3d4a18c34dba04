package io.breakwater.node.persistence;

import static io.breakwater.node.persistence.Enums.ACCOUNT_ROLE;
import static io.breakwater.node.persistence.Enums.MARGIN_MODE;
import static io.breakwater.node.persistence.Strict.day;
import static io.breakwater.node.persistence.Strict.part;
import static io.breakwater.node.persistence.Strict.text;

import io.breakwater.core.account.LifecycleEvent;
import io.breakwater.core.money.Quantity;
import io.breakwater.journal.v1.AccountEventProto;

/** Writes and reads events of opening, closing and transfers. */
public final class LifecycleEventCodec {

    private LifecycleEventCodec() {}

    static AccountEventProto.Opened write(LifecycleEvent.Opened value) {
        return AccountEventProto.Opened.newBuilder()
                .setTimeMillis(value.timeMillis())
                .setRole(ACCOUNT_ROLE.write(value.role()))
                .setMode(MARGIN_MODE.write(value.mode()))
                .build();
    }

    static LifecycleEvent.Opened read(AccountEventProto.Opened wire) {
        return new LifecycleEvent.Opened(
                wire.getTimeMillis(),
                ACCOUNT_ROLE.read(wire.getRole(), "Opened.role"),
                MARGIN_MODE.read(wire.getMode(), "Opened.mode"));
    }

    static AccountEventProto.Transferred write(LifecycleEvent.Transferred value) {
        return AccountEventProto.Transferred.newBuilder()
                .setTimeMillis(value.timeMillis())
                .setTransferId(ValuesCodec.write(value.transferId()))
                .setFingerprint(ValuesCodec.write(value.fingerprint()))
                .setAsset(value.asset())
                .setAmountUnits(value.amount().units())
                .build();
    }

    static LifecycleEvent.Transferred read(AccountEventProto.Transferred wire) {
        return new LifecycleEvent.Transferred(
                wire.getTimeMillis(),
                ValuesCodec.read(part(wire.hasTransferId(), wire.getTransferId(), "Transferred.transfer_id")),
                ValuesCodec.read(part(wire.hasFingerprint(), wire.getFingerprint(), "Transferred.fingerprint")),
                text(wire.getAsset(), "Transferred.asset"),
                new Quantity(wire.getAmountUnits()));
    }

    static AccountEventProto.IdsForgotten write(LifecycleEvent.IdsForgotten value) {
        return AccountEventProto.IdsForgotten.newBuilder()
                .setTimeMillis(value.timeMillis())
                .setBeforeEpochDay(value.before().toEpochDay())
                .build();
    }

    static LifecycleEvent.IdsForgotten read(AccountEventProto.IdsForgotten wire) {
        return new LifecycleEvent.IdsForgotten(
                wire.getTimeMillis(), day(wire.getBeforeEpochDay(), "IdsForgotten.before_epoch_day"));
    }

    static AccountEventProto.Closed write(LifecycleEvent.Closed value) {
        return AccountEventProto.Closed.newBuilder()
                .setTimeMillis(value.timeMillis())
                .build();
    }

    static LifecycleEvent.Closed read(AccountEventProto.Closed wire) {
        return new LifecycleEvent.Closed(wire.getTimeMillis());
    }
}
