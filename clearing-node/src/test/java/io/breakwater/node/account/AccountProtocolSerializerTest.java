package io.breakwater.node.account;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.Books;
import io.breakwater.core.account.LifecycleCommand;
import io.breakwater.core.account.Refusal;
import io.breakwater.core.account.RefusalCode;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.protocol.SettlementMessage;
import io.breakwater.core.protocol.SettlementStep;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Everything that is said to accounts and lists from another node arrives as it was sent. */
class AccountProtocolSerializerTest {

    private static final ActorTestKit KIT = ActorTestKit.create("account-protocol", AccountWorld.serialization());

    private final Books books = new Books();

    @AfterAll
    static void end() {
        KIT.shutdownTestKit();
    }

    private static <T> ActorRef<T> actor() {
        return KIT.<T>createTestProbe().ref();
    }

    private static void travels(Object message) {
        KIT.serializationTestKit().verifySerialization(message, true);
    }

    @Test
    @DisplayName("messages to an account")
    void toAnAccount() {
        Settlement trade = books.trade("alice", "bob", Books.BTC, "1", "60000");
        travels(new AccountProtocol.Execute(AccountWorld.open(), actor()));
        travels(new AccountProtocol.Clear(trade, actor()));
        travels(new AccountProtocol.Settle(new SettlementMessage.Ask(trade)));
        travels(new AccountProtocol.Settle(new SettlementMessage.Resolve(
                trade.id(), trade.fingerprint(), trade.first().account())));
        travels(new AccountProtocol.Read(actor()));
        travels(new AccountProtocol.Watch(actor()));
        travels(new AccountProtocol.Nominated(-42, actor()));
        travels(new AccountProtocol.Listed());
        travels(new AccountProtocol.StillBusy(7));
    }

    @Test
    @DisplayName("its answers")
    void answers() {
        books.open("alice", AccountRole.TRADER, "5000");
        List<AccountEvent> events =
                books.accept("alice", new LifecycleCommand.Deposit(books.id("in"), "USDC", Quantity.of("1")));
        travels(new AccountProtocol.Reply(3, Optional.empty()));
        travels(new AccountProtocol.Reply(3, Optional.of(Refusal.of(RefusalCode.REDUCE_ONLY, "state", "MARGIN_CALL"))));
        travels(new AccountProtocol.Update(books.get("alice"), events));
        for (AccountProtocol.Assessed.Result result : AccountProtocol.Assessed.Result.values()) {
            travels(new AccountProtocol.Assessed("alice", Books.NOON, 42, result));
        }
        travels(books.get("alice"));
        travels(new SettlementStep.Answer(books.id("trade"), Optional.empty()));
    }

    @Test
    @DisplayName("lists of busy accounts: what they hear, and what they write")
    void lists() {
        travels(new BusyAccountsProtocol.Enlist("alice", actor()));
        travels(new BusyAccountsProtocol.Idle("alice", 3));
        travels(new BusyAccountsProtocol.Wake());
        travels(new BusyAccountsChanged(List.of("alice"), List.of("bob", "carol")));
        travels(new BusyAccountsList(new TreeSet<>(List.of("alice", "bob"))));
    }

    @Test
    @DisplayName("what an entity says to itself does not travel")
    void own() {
        assertThatThrownBy(() -> travels(AccountProtocol.Own.FLUSH)).hasMessageContaining("no wire type");
    }
}
