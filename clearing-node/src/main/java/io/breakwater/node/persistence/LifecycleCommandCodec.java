package io.breakwater.node.persistence;

import static io.breakwater.node.persistence.Enums.ACCOUNT_ROLE;
import static io.breakwater.node.persistence.Enums.MARGIN_MODE;
import static io.breakwater.node.persistence.Strict.day;
import static io.breakwater.node.persistence.Strict.part;
import static io.breakwater.node.persistence.Strict.text;

import io.breakwater.core.account.LifecycleCommand;
import io.breakwater.core.money.Quantity;
import io.breakwater.journal.v1.AccountCommandProto;

/** Writes and reads commands of opening, closing and transfers. */
public final class LifecycleCommandCodec {

    private LifecycleCommandCodec() {}

    static AccountCommandProto.Open write(LifecycleCommand.Open value) {
        return AccountCommandProto.Open.newBuilder()
                .setRole(ACCOUNT_ROLE.write(value.role()))
                .setMode(MARGIN_MODE.write(value.mode()))
                .build();
    }

    static LifecycleCommand.Open read(AccountCommandProto.Open wire) {
        return new LifecycleCommand.Open(
                ACCOUNT_ROLE.read(wire.getRole(), "Open.role"), MARGIN_MODE.read(wire.getMode(), "Open.mode"));
    }

    static AccountCommandProto.Deposit write(LifecycleCommand.Deposit value) {
        return AccountCommandProto.Deposit.newBuilder()
                .setTransferId(ValuesCodec.write(value.transferId()))
                .setAsset(value.asset())
                .setAmountUnits(value.amount().units())
                .build();
    }

    static LifecycleCommand.Deposit read(AccountCommandProto.Deposit wire) {
        return new LifecycleCommand.Deposit(
                ValuesCodec.read(part(wire.hasTransferId(), wire.getTransferId(), "Deposit.transfer_id")),
                text(wire.getAsset(), "Deposit.asset"),
                new Quantity(wire.getAmountUnits()));
    }

    static AccountCommandProto.Withdraw write(LifecycleCommand.Withdraw value) {
        return AccountCommandProto.Withdraw.newBuilder()
                .setTransferId(ValuesCodec.write(value.transferId()))
                .setAsset(value.asset())
                .setAmountUnits(value.amount().units())
                .build();
    }

    static LifecycleCommand.Withdraw read(AccountCommandProto.Withdraw wire) {
        return new LifecycleCommand.Withdraw(
                ValuesCodec.read(part(wire.hasTransferId(), wire.getTransferId(), "Withdraw.transfer_id")),
                text(wire.getAsset(), "Withdraw.asset"),
                new Quantity(wire.getAmountUnits()));
    }

    static AccountCommandProto.ForgetIds write(LifecycleCommand.ForgetIds value) {
        return AccountCommandProto.ForgetIds.newBuilder()
                .setTodayEpochDay(value.today().toEpochDay())
                .build();
    }

    static LifecycleCommand.ForgetIds read(AccountCommandProto.ForgetIds wire) {
        return new LifecycleCommand.ForgetIds(day(wire.getTodayEpochDay(), "ForgetIds.today_epoch_day"));
    }

    static AccountCommandProto.Close write(LifecycleCommand.Close value) {
        return AccountCommandProto.Close.getDefaultInstance();
    }

    static LifecycleCommand.Close read(AccountCommandProto.Close wire) {
        return new LifecycleCommand.Close();
    }
}
