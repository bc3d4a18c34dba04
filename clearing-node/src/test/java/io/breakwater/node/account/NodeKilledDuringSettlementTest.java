package io.breakwater.node.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.Books;
import io.breakwater.core.ledger.Conservation;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.storage.CassandraForTests;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The process dies by SIGKILL in the middle of a trade; the next node ends it, whole or not at all, and nobody asked. */
@Timeout(300)
class NodeKilledDuringSettlementTest {

    @RegisterExtension
    static final CassandraForTests OF_RESERVED = new CassandraForTests();

    @RegisterExtension
    static final CassandraForTests OF_BOOKED = new CassandraForTests();

    @TempDir
    Path directory;

    private static final String FIRST = KilledNode.TRADE.first().account();
    private static final String SECOND = KilledNode.TRADE.second().account();

    @Test
    @DisplayName("killed with the reservation durable and nothing asked: nobody has traded, and nothing stays reserved")
    void reservedButNotBooked() throws Exception {
        KilledNode.runAndKill(OF_RESERVED.config(), KilledNode.Moment.RESERVED, directory);
        try (JournalRows rows = new JournalRows(OF_RESERVED.settings())) {
            assertThat(rows.eventsOf(FIRST)).contains("aV1");
            assertThat(rows.eventsOf(SECOND)).doesNotContain("aB1");
        }

        List<Account> after = afterTheNextStart(OF_RESERVED);

        assertThat(after).allSatisfy(account -> assertThat(account.positions()).isEmpty());
        assertThat(after)
                .allSatisfy(account ->
                        assertThat(account.committed(KilledNode.TRADE.id())).isEmpty());
    }

    @Test
    @DisplayName("killed when the second party had booked and the first had not: both have traded")
    void bookedByTheSecondAlone() throws Exception {
        KilledNode.runAndKill(OF_BOOKED.config(), KilledNode.Moment.BOOKED_BY_SECOND, directory);
        try (JournalRows rows = new JournalRows(OF_BOOKED.settings())) {
            assertThat(rows.eventsOf(FIRST)).contains("aV1").doesNotContain("aB1");
            assertThat(rows.eventsOf(SECOND)).contains("aB1");
        }

        List<Account> after = afterTheNextStart(OF_BOOKED);

        assertThat(after)
                .extracting(account -> account.quantity(Books.BTC))
                .containsExactly(Quantity.of("0.1"), Quantity.of("-0.1"));
        assertThat(after)
                .allSatisfy(account ->
                        assertThat(account.committed(KilledNode.TRADE.id())).isPresent());
    }

    /** Starts another node and asks it nothing until the first party has ended what it held. */
    private List<Account> afterTheNextStart(CassandraForTests cassandra) throws InterruptedException {
        AccountWorld world = new AccountWorld();
        try (AccountNode node = AccountNode.start(cassandra.config(), world)) {
            AccountWorld.Heard heard = world.heard.poll(120, TimeUnit.SECONDS);
            while (heard != null
                    && !(heard.after().id().equals(FIRST)
                            && heard.after().reservations().isEmpty())) {
                heard = world.heard.poll(120, TimeUnit.SECONDS);
            }
            assertThat(heard)
                    .as("the first party ends its settlement by itself")
                    .isNotNull();
            List<Account> after = List.of(node.read("alice"), node.read("bob"));
            assertThat(after)
                    .allSatisfy(account -> assertThat(account.reservations()).isEmpty());
            Conservation.Imbalance audit = Conservation.audit(after, Map.of());
            assertThat(audit.positionsBalance()).isTrue();
            assertThat(audit.cashBalances()).isTrue();
            return after;
        }
    }
}
