package io.breakwater.node.account;

import com.google.protobuf.ByteString;
import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.Refusal;
import io.breakwater.core.protocol.SettlementStep;
import io.breakwater.journal.v1.AccountProtocolProto.AccountAssessed;
import io.breakwater.journal.v1.AccountProtocolProto.AccountListed;
import io.breakwater.journal.v1.AccountProtocolProto.AccountStillBusy;
import io.breakwater.journal.v1.AccountProtocolProto.AccountUpdate;
import io.breakwater.journal.v1.AccountProtocolProto.AssessmentResult;
import io.breakwater.journal.v1.AccountProtocolProto.ClearSettlement;
import io.breakwater.journal.v1.AccountProtocolProto.CommandReply;
import io.breakwater.journal.v1.AccountProtocolProto.ExecuteCommand;
import io.breakwater.journal.v1.AccountProtocolProto.NominateAccount;
import io.breakwater.journal.v1.AccountProtocolProto.ReadAccount;
import io.breakwater.journal.v1.AccountProtocolProto.SettleStep;
import io.breakwater.journal.v1.AccountProtocolProto.WatchAccount;
import io.breakwater.journal.v1.AccountProtocolProto.WrittenEvent;
import io.breakwater.journal.v1.BusyAccountsProto;
import io.breakwater.node.persistence.AccountStateCodec;
import io.breakwater.node.persistence.CommandCodec;
import io.breakwater.node.persistence.CoreSerializer;
import io.breakwater.node.persistence.SettlementCodec;
import io.breakwater.node.persistence.SettlementMessageCodec;
import io.breakwater.node.persistence.ValuesCodec;
import io.breakwater.node.persistence.WireType;
import java.io.NotSerializableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;

/** The wire type of each message to an account and back, and of each message, event and state of a list of busy accounts. */
final class AccountProtocolForms {

    private static final CoreSerializer CORE = new CoreSerializer();

    private final ActorRefResolver references;

    private AccountProtocolForms(ActorRefResolver references) {
        this.references = references;
    }

    static List<WireType<?, ?>> all(ActorRefResolver references) {
        AccountProtocolForms forms = new AccountProtocolForms(references);
        List<WireType<?, ?>> all = new ArrayList<>(forms.commands());
        all.addAll(forms.answers());
        all.addAll(forms.ofLists());
        return all;
    }

    private List<WireType<?, ?>> commands() {
        return List.of(
                new WireType<>("pX1", AccountProtocol.Execute.class, this::write, ExecuteCommand.parser(), this::read),
                new WireType<>("pC1", AccountProtocol.Clear.class, this::write, ClearSettlement.parser(), this::read),
                new WireType<>(
                        "pS1",
                        AccountProtocol.Settle.class,
                        settle -> SettleStep.newBuilder()
                                .setMessage(SettlementMessageCodec.write(settle.message()))
                                .build(),
                        SettleStep.parser(),
                        wire -> new AccountProtocol.Settle(SettlementMessageCodec.read(wire.getMessage()))),
                new WireType<>(
                        "pR1",
                        AccountProtocol.Read.class,
                        read -> ReadAccount.newBuilder()
                                .setReplyTo(text(read.replyTo()))
                                .build(),
                        ReadAccount.parser(),
                        wire -> new AccountProtocol.Read(actor(wire.getReplyTo()))),
                new WireType<>(
                        "pW1",
                        AccountProtocol.Watch.class,
                        watch -> WatchAccount.newBuilder()
                                .setWatcher(text(watch.watcher()))
                                .build(),
                        WatchAccount.parser(),
                        wire -> new AccountProtocol.Watch(actor(wire.getWatcher()))),
                new WireType<>(
                        "pN1", AccountProtocol.Nominated.class, this::write, NominateAccount.parser(), this::read),
                new WireType<>(
                        "pL1",
                        AccountProtocol.Listed.class,
                        listed -> AccountListed.getDefaultInstance(),
                        AccountListed.parser(),
                        wire -> new AccountProtocol.Listed()),
                new WireType<>(
                        "pB1",
                        AccountProtocol.StillBusy.class,
                        question -> AccountStillBusy.newBuilder()
                                .setRound(question.round())
                                .build(),
                        AccountStillBusy.parser(),
                        wire -> new AccountProtocol.StillBusy(wire.getRound())));
    }

    private List<WireType<?, ?>> answers() {
        return List.of(
                new WireType<>("rC1", AccountProtocol.Reply.class, this::write, CommandReply.parser(), this::read),
                new WireType<>("rU1", AccountProtocol.Update.class, this::write, AccountUpdate.parser(), this::read),
                new WireType<>(
                        "rA1", AccountProtocol.Assessed.class, this::write, AccountAssessed.parser(), this::read));
    }

    private List<WireType<?, ?>> ofLists() {
        return List.of(
                new WireType<>(
                        "bL1",
                        BusyAccountsProtocol.Enlist.class,
                        enlist -> BusyAccountsProto.ListBusyAccount.newBuilder()
                                .setAccountId(enlist.accountId())
                                .setEntity(text(enlist.entity()))
                                .build(),
                        BusyAccountsProto.ListBusyAccount.parser(),
                        this::enlist),
                new WireType<>(
                        "bI1",
                        BusyAccountsProtocol.Idle.class,
                        idle -> BusyAccountsProto.BusyAccountIdle.newBuilder()
                                .setAccountId(idle.accountId())
                                .setRound(idle.round())
                                .build(),
                        BusyAccountsProto.BusyAccountIdle.parser(),
                        AccountProtocolForms::idle),
                new WireType<>(
                        "bW1",
                        BusyAccountsProtocol.Wake.class,
                        wake -> BusyAccountsProto.WakeBusyAccounts.getDefaultInstance(),
                        BusyAccountsProto.WakeBusyAccounts.parser(),
                        wire -> new BusyAccountsProtocol.Wake()),
                new WireType<>(
                        "bE1",
                        BusyAccountsChanged.class,
                        event -> BusyAccountsProto.BusyAccountsChanged.newBuilder()
                                .addAllAdded(event.added())
                                .addAllRemoved(event.removed())
                                .build(),
                        BusyAccountsProto.BusyAccountsChanged.parser(),
                        AccountProtocolForms::changed),
                new WireType<>(
                        "bS1",
                        BusyAccountsList.class,
                        list -> BusyAccountsProto.BusyAccounts.newBuilder()
                                .addAllAccountIds(list.accountIds())
                                .build(),
                        BusyAccountsProto.BusyAccounts.parser(),
                        wire -> new BusyAccountsList(new TreeSet<>(wire.getAccountIdsList()))));
    }

    private ExecuteCommand write(AccountProtocol.Execute value) {
        return ExecuteCommand.newBuilder()
                .setCommand(CommandCodec.write(value.command()))
                .setReplyTo(text(value.replyTo()))
                .build();
    }

    private AccountProtocol.Execute read(ExecuteCommand wire) {
        return new AccountProtocol.Execute(CommandCodec.read(wire.getCommand()), actor(wire.getReplyTo()));
    }

    private ClearSettlement write(AccountProtocol.Clear value) {
        return ClearSettlement.newBuilder()
                .setSettlement(SettlementCodec.write(value.settlement()))
                .setReplyTo(text(value.replyTo()))
                .build();
    }

    private AccountProtocol.Clear read(ClearSettlement wire) {
        ActorRef<SettlementStep.Answer> replyTo = actor(wire.getReplyTo());
        return new AccountProtocol.Clear(SettlementCodec.read(wire.getSettlement()), replyTo);
    }

    private NominateAccount write(AccountProtocol.Nominated value) {
        return NominateAccount.newBuilder()
                .setAcceptedNanos(value.acceptedNanos())
                .setReplyTo(text(value.replyTo()))
                .build();
    }

    private AccountProtocol.Nominated read(NominateAccount wire) {
        return new AccountProtocol.Nominated(wire.getAcceptedNanos(), actor(wire.getReplyTo()));
    }

    private CommandReply write(AccountProtocol.Reply value) {
        CommandReply.Builder wire = CommandReply.newBuilder().setVersion(value.version());
        value.refusal().ifPresent(refusal -> wire.setRefusal(ValuesCodec.write(refusal)));
        return wire.build();
    }

    private AccountProtocol.Reply read(CommandReply wire) {
        Optional<Refusal> refusal =
                wire.hasRefusal() ? Optional.of(ValuesCodec.read(wire.getRefusal())) : Optional.empty();
        return new AccountProtocol.Reply(wire.getVersion(), refusal);
    }

    private AccountUpdate write(AccountProtocol.Update value) {
        AccountUpdate.Builder wire = AccountUpdate.newBuilder().setAccount(AccountStateCodec.write(value.account()));
        value.events()
                .forEach(event -> wire.addEvents(WrittenEvent.newBuilder()
                        .setManifest(CORE.manifest(event))
                        .setBytes(ByteString.copyFrom(CORE.toBinary(event)))));
        return wire.build();
    }

    private AccountProtocol.Update read(AccountUpdate wire) {
        Account account = AccountStateCodec.read(wire.getAccount());
        return new AccountProtocol.Update(
                account,
                wire.getEventsList().stream().map(AccountProtocolForms::event).toList());
    }

    private static AccountEvent event(WrittenEvent wire) {
        try {
            return (AccountEvent) CORE.fromBinary(wire.getBytes().toByteArray(), wire.getManifest());
        } catch (NotSerializableException newer) {
            throw new IllegalArgumentException("an event of an update: " + newer.getMessage(), newer);
        }
    }

    private AccountAssessed write(AccountProtocol.Assessed value) {
        return AccountAssessed.newBuilder()
                .setAccountId(value.accountId())
                .setViewTimeMillis(value.viewTimeMillis())
                .setAcceptedNanos(value.acceptedNanos())
                .setResult(
                        switch (value.result()) {
                            case CHANGED -> AssessmentResult.ASSESSMENT_RESULT_CHANGED;
                            case UNCHANGED -> AssessmentResult.ASSESSMENT_RESULT_UNCHANGED;
                            case BLOCKED -> AssessmentResult.ASSESSMENT_RESULT_BLOCKED;
                        })
                .build();
    }

    private AccountProtocol.Assessed read(AccountAssessed wire) {
        AccountProtocol.Assessed.Result result = switch (wire.getResult()) {
            case ASSESSMENT_RESULT_CHANGED -> AccountProtocol.Assessed.Result.CHANGED;
            case ASSESSMENT_RESULT_UNCHANGED -> AccountProtocol.Assessed.Result.UNCHANGED;
            case ASSESSMENT_RESULT_BLOCKED -> AccountProtocol.Assessed.Result.BLOCKED;
            case ASSESSMENT_RESULT_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("AccountAssessed.result is unknown: " + wire.getResultValue());
        };
        return new AccountProtocol.Assessed(
                wire.getAccountId(), wire.getViewTimeMillis(), wire.getAcceptedNanos(), result);
    }

    private BusyAccountsProtocol.Enlist enlist(BusyAccountsProto.ListBusyAccount wire) {
        return new BusyAccountsProtocol.Enlist(wire.getAccountId(), actor(wire.getEntity()));
    }

    private static BusyAccountsProtocol.Idle idle(BusyAccountsProto.BusyAccountIdle wire) {
        return new BusyAccountsProtocol.Idle(wire.getAccountId(), wire.getRound());
    }

    private static BusyAccountsChanged changed(BusyAccountsProto.BusyAccountsChanged wire) {
        return new BusyAccountsChanged(wire.getAddedList(), wire.getRemovedList());
    }

    private String text(ActorRef<?> actor) {
        return references.toSerializationFormat(actor);
    }

    private <T> ActorRef<T> actor(String text) {
        return references.resolveActorRef(text);
    }
}
