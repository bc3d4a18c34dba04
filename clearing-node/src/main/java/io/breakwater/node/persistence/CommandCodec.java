package io.breakwater.node.persistence;

import io.breakwater.core.account.AccountCommand;
import io.breakwater.core.account.LifecycleCommand;
import io.breakwater.core.account.RiskCommand;
import io.breakwater.core.account.SettlementCommand;
import io.breakwater.journal.v1.AccountCommandProto;

/** Writes and reads any command to an account. */
public final class CommandCodec {

    private CommandCodec() {}

    /** The message of any {@link AccountCommand}. */
    public static AccountCommandProto.AccountCommand write(AccountCommand value) {
        AccountCommandProto.AccountCommand.Builder wire = AccountCommandProto.AccountCommand.newBuilder();
        if (value instanceof LifecycleCommand command) {
            set(wire, command);
        } else if (value instanceof SettlementCommand command) {
            set(wire, command);
        } else if (value instanceof RiskCommand command) {
            set(wire, command);
        } else {
            throw Strict.unmapped(value);
        }
        return wire.build();
    }

    private static void set(AccountCommandProto.AccountCommand.Builder wire, LifecycleCommand value) {
        if (value instanceof LifecycleCommand.Open open) {
            wire.setOpen(LifecycleCommandCodec.write(open));
        } else if (value instanceof LifecycleCommand.Deposit deposit) {
            wire.setDeposit(LifecycleCommandCodec.write(deposit));
        } else if (value instanceof LifecycleCommand.Withdraw withdraw) {
            wire.setWithdraw(LifecycleCommandCodec.write(withdraw));
        } else if (value instanceof LifecycleCommand.ForgetIds forgetIds) {
            wire.setForgetIds(LifecycleCommandCodec.write(forgetIds));
        } else if (value instanceof LifecycleCommand.Close close) {
            wire.setClose(LifecycleCommandCodec.write(close));
        } else {
            throw Strict.unmapped(value);
        }
    }

    private static void set(AccountCommandProto.AccountCommand.Builder wire, SettlementCommand value) {
        if (value instanceof SettlementCommand.Reserve reserve) {
            wire.setReserve(SettlementCommandCodec.write(reserve));
        } else if (value instanceof SettlementCommand.Book book) {
            wire.setBook(SettlementCommandCodec.write(book));
        } else if (value instanceof SettlementCommand.Confirm confirm) {
            wire.setConfirm(SettlementCommandCodec.write(confirm));
        } else if (value instanceof SettlementCommand.Release release) {
            wire.setRelease(SettlementCommandCodec.write(release));
        } else if (value instanceof SettlementCommand.Abandon abandon) {
            wire.setAbandon(SettlementCommandCodec.write(abandon));
        } else {
            throw Strict.unmapped(value);
        }
    }

    private static void set(AccountCommandProto.AccountCommand.Builder wire, RiskCommand value) {
        if (value instanceof RiskCommand.Assess assess) {
            wire.setAssess(RiskCommandCodec.write(assess));
        } else if (value instanceof RiskCommand.CatchUp catchUp) {
            wire.setCatchUp(RiskCommandCodec.write(catchUp));
        } else if (value instanceof RiskCommand.OfferSlice offerSlice) {
            wire.setOfferSlice(RiskCommandCodec.write(offerSlice));
        } else if (value instanceof RiskCommand.ReturnSlice returnSlice) {
            wire.setReturnSlice(RiskCommandCodec.write(returnSlice));
        } else {
            throw Strict.unmapped(value);
        }
    }

    /**
     * Any {@link AccountCommand} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static AccountCommand read(AccountCommandProto.AccountCommand wire) {
        return switch (wire.getCommandCase()) {
            case OPEN -> LifecycleCommandCodec.read(wire.getOpen());
            case DEPOSIT -> LifecycleCommandCodec.read(wire.getDeposit());
            case WITHDRAW -> LifecycleCommandCodec.read(wire.getWithdraw());
            case FORGET_IDS -> LifecycleCommandCodec.read(wire.getForgetIds());
            case CLOSE -> LifecycleCommandCodec.read(wire.getClose());
            case RESERVE -> SettlementCommandCodec.read(wire.getReserve());
            case BOOK -> SettlementCommandCodec.read(wire.getBook());
            case CONFIRM -> SettlementCommandCodec.read(wire.getConfirm());
            case RELEASE -> SettlementCommandCodec.read(wire.getRelease());
            case ABANDON -> SettlementCommandCodec.read(wire.getAbandon());
            case ASSESS -> RiskCommandCodec.read(wire.getAssess());
            case CATCH_UP -> RiskCommandCodec.read(wire.getCatchUp());
            case OFFER_SLICE -> RiskCommandCodec.read(wire.getOfferSlice());
            case RETURN_SLICE -> RiskCommandCodec.read(wire.getReturnSlice());
            case COMMAND_NOT_SET -> throw Strict.missing("AccountCommand.command");
        };
    }
}
