package io.breakwater.node.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountCommand;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.protocol.SettlementStep;
import io.breakwater.node.QuietActors;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A list of busy accounts forgets nobody who is busy, whatever is late, and keeps nobody who is done. */
class BusyAccountsEntityTest {

    private static final QuietActors ACTORS = new QuietActors(
            "busy-accounts",
            PersistenceTestKitPlugin.getInstance()
                    .config()
                    .withFallback(PersistenceTestKitSnapshotPlugin.config())
                    .withFallback(AccountWorld.serialization()));
    private static final ActorTestKit KIT = ACTORS.kit;
    private static int nextList = 1;

    private record Asked(String accountId, AccountProtocol message) {}

    private final TestProbe<Asked> asked = KIT.createTestProbe();
    private final TestProbe<AccountProtocol> entity = KIT.createTestProbe();
    private final String listId = "list-" + nextList++;
    private ActorRef<BusyAccountsProtocol> list = start();

    @AfterAll
    static void end() {
        ACTORS.close();
    }

    private ActorRef<BusyAccountsProtocol> start() {
        return KIT.spawn(BusyAccountsEntity.create(listId, new Asking(), AccountWorld.settings("busy-round = 1 h")));
    }

    private void enlist(String accountId) {
        list.tell(new BusyAccountsProtocol.Enlist(accountId, entity.ref()));
        assertThat(entity.receiveMessage()).isEqualTo(new AccountProtocol.Listed());
    }

    private void restart() {
        KIT.stop(list);
        list = start();
    }

    private Asked question(String accountId, long round) {
        return new Asked(accountId, new AccountProtocol.StillBusy(round));
    }

    @Test
    @DisplayName("after a restart everybody on the list is asked, and so is awake")
    void restarted() {
        enlist("alice");
        enlist("bob");

        restart();

        assertThat(asked.receiveMessage()).isEqualTo(question("alice", 1));
        assertThat(asked.receiveMessage()).isEqualTo(question("bob", 1));
    }

    @Test
    @DisplayName("who answers that nothing is open leaves the list; who does not stays")
    void leaving() {
        enlist("alice");
        enlist("bob");
        list.tell(BusyAccountsProtocol.Own.ROUND);
        asked.receiveMessage();
        asked.receiveMessage();
        list.tell(new BusyAccountsProtocol.Idle("alice", 2));
        enlist("carol");

        restart();

        assertThat(asked.receiveMessage().accountId()).isEqualTo("bob");
        assertThat(asked.receiveMessage().accountId()).isEqualTo("carol");
    }

    @Test
    @DisplayName("an answer of an older round, or from before the account was listed again, takes nobody off")
    void late() {
        enlist("alice");
        enlist("bob");
        list.tell(BusyAccountsProtocol.Own.ROUND);
        list.tell(new BusyAccountsProtocol.Idle("alice", 1));
        enlist("bob");
        list.tell(new BusyAccountsProtocol.Idle("bob", 2));
        enlist("carol");
        for (int i = 0; i < 2; i++) {
            asked.receiveMessage();
        }

        restart();

        assertThat(asked.receiveMessage().accountId()).isEqualTo("alice");
        assertThat(asked.receiveMessage().accountId()).isEqualTo("bob");
        assertThat(asked.receiveMessage().accountId()).isEqualTo("carol");
    }

    @Test
    @DisplayName("many at once are one write, and an account that is on the list already is none")
    void oneWrite() {
        PersistenceTestKit journal = PersistenceTestKit.create(KIT.system());
        ACTORS.together(() -> {
            for (int i = 0; i < 500; i++) {
                list.tell(new BusyAccountsProtocol.Enlist("account-" + i, entity.ref()));
            }
        });
        entity.receiveSeveralMessages(500);
        assertThat(journal.persistedInStorage("busy-accounts|" + listId)).hasSize(1);

        enlist("account-7");

        assertThat(journal.persistedInStorage("busy-accounts|" + listId)).hasSize(1);
    }

    private final class Asking implements Accounts {
        @Override
        public void tell(String accountId, AccountProtocol message) {
            asked.ref().tell(new Asked(accountId, message));
        }

        @Override
        public CompletionStage<AccountProtocol.Reply> execute(String accountId, AccountCommand command) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<SettlementStep.Answer> clear(Settlement settlement) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<Account> read(String accountId) {
            return new CompletableFuture<>();
        }
    }
}
