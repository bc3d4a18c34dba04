package io.breakwater.node.persistence;

import static io.breakwater.node.persistence.Strict.part;

import io.breakwater.core.account.SettlementCommand;
import io.breakwater.journal.v1.AccountCommandProto;

/** Writes and reads commands of settlements. */
public final class SettlementCommandCodec {

    private SettlementCommandCodec() {}

    static AccountCommandProto.Reserve write(SettlementCommand.Reserve value) {
        return AccountCommandProto.Reserve.newBuilder()
                .setSettlement(SettlementCodec.write(value.settlement()))
                .build();
    }

    static SettlementCommand.Reserve read(AccountCommandProto.Reserve wire) {
        return new SettlementCommand.Reserve(
                SettlementCodec.read(part(wire.hasSettlement(), wire.getSettlement(), "Reserve.settlement")));
    }

    static AccountCommandProto.Book write(SettlementCommand.Book value) {
        return AccountCommandProto.Book.newBuilder()
                .setSettlement(SettlementCodec.write(value.settlement()))
                .build();
    }

    static SettlementCommand.Book read(AccountCommandProto.Book wire) {
        return new SettlementCommand.Book(
                SettlementCodec.read(part(wire.hasSettlement(), wire.getSettlement(), "Book.settlement")));
    }

    static AccountCommandProto.Confirm write(SettlementCommand.Confirm value) {
        return AccountCommandProto.Confirm.newBuilder()
                .setId(ValuesCodec.write(value.id()))
                .setCommit(SettlementCodec.write(value.commit()))
                .build();
    }

    static SettlementCommand.Confirm read(AccountCommandProto.Confirm wire) {
        return new SettlementCommand.Confirm(
                ValuesCodec.read(part(wire.hasId(), wire.getId(), "Confirm.id")),
                SettlementCodec.read(part(wire.hasCommit(), wire.getCommit(), "Confirm.commit")));
    }

    static AccountCommandProto.Release write(SettlementCommand.Release value) {
        return AccountCommandProto.Release.newBuilder()
                .setId(ValuesCodec.write(value.id()))
                .build();
    }

    static SettlementCommand.Release read(AccountCommandProto.Release wire) {
        return new SettlementCommand.Release(ValuesCodec.read(part(wire.hasId(), wire.getId(), "Release.id")));
    }

    static AccountCommandProto.Abandon write(SettlementCommand.Abandon value) {
        return AccountCommandProto.Abandon.newBuilder()
                .setId(ValuesCodec.write(value.id()))
                .setFingerprint(ValuesCodec.write(value.fingerprint()))
                .build();
    }

    static SettlementCommand.Abandon read(AccountCommandProto.Abandon wire) {
        return new SettlementCommand.Abandon(
                ValuesCodec.read(part(wire.hasId(), wire.getId(), "Abandon.id")),
                ValuesCodec.read(part(wire.hasFingerprint(), wire.getFingerprint(), "Abandon.fingerprint")));
    }
}
