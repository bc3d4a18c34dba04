package io.breakwater.node.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.LifecycleCommand;
import io.breakwater.core.account.RiskCommand;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.node.account.AccountProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("accounts behind an index")
class IndexedAccountsTest {

    private static final LifecycleCommand.Open OPEN = new LifecycleCommand.Open(AccountRole.TRADER, MarginMode.CROSS);

    private final RiskWorld world = new RiskWorld();
    private final CompletableFuture<String> row = new CompletableFuture<>();
    private final List<String> rows = new ArrayList<>();
    private final IndexedAccounts accounts = new IndexedAccounts(world.accounts, new AccountIndex() {
        @Override
        public CompletionStage<?> add(String accountId) {
            rows.add(accountId);
            return row;
        }

        @Override
        public CompletionStage<List<String>> accountsOf(int shard) {
            return CompletableFuture.completedFuture(rows);
        }

        @Override
        public CompletionStage<Optional<String>> someAccountOf(int shard) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    });

    @AfterEach
    void close() {
        world.close();
    }

    private Account.Status status() {
        return world.accounts.state("anna").status();
    }

    @Test
    @DisplayName("nobody is opened before the index knows it, and is then")
    void indexFirst() {
        CompletableFuture<AccountProtocol.Reply> opened =
                accounts.execute("anna", OPEN).toCompletableFuture();
        assertThat(rows).containsExactly("anna");
        assertThat(status()).isEqualTo(Account.Status.NONE);
        assertThat(opened).isNotDone();

        row.complete("anna");
        assertThat(opened.join().isAccepted()).isTrue();
        assertThat(status()).isEqualTo(Account.Status.OPEN);
    }

    @Test
    @DisplayName("an index that fails opens nobody, whichever way it was asked")
    void failureOpensNobody() {
        TestProbe<AccountProtocol.Reply> probe = world.kit.createTestProbe();
        accounts.tell("anna", new AccountProtocol.Execute(OPEN, probe.ref()));
        row.completeExceptionally(new IllegalStateException("no index"));

        assertThat(accounts.execute("anna", OPEN).toCompletableFuture()).isCompletedExceptionally();
        assertThat(status()).isEqualTo(Account.Status.NONE);
    }

    @Test
    @DisplayName("any other command passes without a row")
    void othersPass() {
        world.accounts.awake(RiskWorld.longUntil59400("anna"));

        accounts.execute("anna", new RiskCommand.Assess());

        assertThat(rows).isEmpty();
    }
}
