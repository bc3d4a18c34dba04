package io.breakwater.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.LifecycleCommand;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.storage.CassandraForTests;
import io.breakwater.node.storage.CassandraSchema;
import io.breakwater.node.time.SystemClock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A whole node: wired as it runs, on a real Cassandra. */
class ClearingNodeTest {

    @RegisterExtension
    static final CassandraForTests CASSANDRA = new CassandraForTests();

    @Test
    @DisplayName("a deposit acknowledged by one life of a node is there in the next")
    void aNodeKeepsWhatItAcknowledged() {
        CassandraSchema.create(CASSANDRA.settings());
        SettlementId id = new SettlementId(LocalDate.now(ZoneOffset.UTC), "d-1");
        try (SystemClock clock = new SystemClock();
                ClearingNode node = ClearingNode.start(CASSANDRA.nodeConfig(), clock, List.of())) {
            assertThat(execute(node, new LifecycleCommand.Open(AccountRole.TRADER, MarginMode.CROSS)))
                    .isTrue();
            assertThat(execute(node, new LifecycleCommand.Deposit(id, "USDC", Quantity.of("250"))))
                    .isTrue();
        }
        try (SystemClock clock = new SystemClock();
                ClearingNode node = ClearingNode.start(CASSANDRA.nodeConfig(), clock, List.of())) {
            assertThat(node.parts()
                            .accounts()
                            .read("alice")
                            .toCompletableFuture()
                            .join()
                            .cash())
                    .isEqualTo(Money.of("250"));
        }
    }

    private static boolean execute(ClearingNode node, LifecycleCommand command) {
        return node.parts()
                .accounts()
                .execute("alice", command)
                .toCompletableFuture()
                .join()
                .isAccepted();
    }
}
