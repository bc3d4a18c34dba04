package io.breakwater.node.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.Books;
import io.breakwater.core.ledger.Conservation;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.storage.CassandraForTests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Trades between sharded accounts over the real journal: whole, once, and in three writes. */
@Timeout(300)
class SettlementOnCassandraTest {

    @RegisterExtension
    static final CassandraForTests CASSANDRA = new CassandraForTests();

    private static AccountNode node;
    private static JournalRows rows;
    private static volatile CountDownLatch keeperMayGoOn = new CountDownLatch(0);

    @BeforeAll
    static void aNode() {
        // No list asks in between, which would be writes of its own.
        node = AccountNode.start(
                CASSANDRA.config(),
                new AccountWorld(),
                AccountWorld.settings("ask-timeout = 60 s, busy-round = 1 h"),
                new KeeperHeld());
        rows = new JournalRows(CASSANDRA.settings());
    }

    @AfterAll
    static void end() {
        rows.close();
        node.close();
    }

    @Test
    @DisplayName("a trade is three writes, once its first party is on its list of busy accounts")
    void threeWrites() {
        node.open("anna", AccountRole.TRADER, "5000");
        node.open("ben", AccountRole.TRADER, "5000");
        // Both have been first party once: which of them is, the id decides.
        tradeReservedBy("anna", "ben");
        tradeReservedBy("ben", "anna");
        long before = rows.writes();

        Settlement trade = tradeReservedBy("anna", "ben");

        assertThat(rows.writes() - before).isEqualTo(3);
        assertThat(node.clear(trade).isBooked()).as("the same again").isTrue();
        assertThat(rows.writes() - before).isEqualTo(3);
        Account anna = node.read("anna");
        Account ben = node.read("ben");
        assertThat(anna.quantity(Books.BTC)).isEqualTo(Quantity.of("0.03"));
        assertThat(ben.quantity(Books.BTC)).isEqualTo(Quantity.of("-0.03"));
        assertThat(anna.reservations()).isEmpty();
        assertThat(balances(anna, ben)).isTrue();
    }

    @Test
    @DisplayName("commands of a keeper share writes: none is lost, each is answered, and there are far fewer writes")
    void batched() {
        node.open("keeper-07", AccountRole.KEEPER, "5000");
        long before = rows.writes();
        int commands = 300;

        List<CompletionStage<AccountProtocol.Reply>> replies = new ArrayList<>();
        keeperMayGoOn = new CountDownLatch(1);
        for (int i = 0; i < commands; i++) {
            replies.add(node.accounts.execute("keeper-07", node.world.deposit("1")));
        }
        keeperMayGoOn.countDown();

        assertThat(replies)
                .allSatisfy(reply ->
                        assertThat(AccountNode.within(reply).isAccepted()).isTrue());
        assertThat(replies.stream()
                        .map(reply -> AccountNode.within(reply).version())
                        .distinct())
                .hasSize(commands);
        assertThat(node.read("keeper-07").cash()).isEqualTo(Books.money("5300"));
        assertThat(rows.eventsOf("keeper-07")).filteredOn("aT1"::equals).hasSize(commands + 1);
        assertThat(rows.writes() - before).isBetween((long) commands / 64, (long) commands / 3);
    }

    /** The keeper's account stands still after a write until it may go on: what it is told meanwhile queues up. */
    private static final class KeeperHeld implements AccountListener {
        @Override
        public void recovered(Account account) {}

        @Override
        public void changed(Account before, Account after, List<AccountEvent> events) {
            if (after.id().equals("keeper-07")) {
                try {
                    assertThat(keeperMayGoOn.await(60, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException interrupted) {
                    throw new AssertionError(interrupted);
                }
            }
        }

        @Override
        public void stopped(Account account) {}
    }

    private Settlement tradeReservedBy(String first, String second) {
        Settlement trade = node.world.books.trade("anna", "ben", Books.BTC, "0.01", "60000");
        while (!trade.isFirst(first)) {
            trade = node.world.books.trade("anna", "ben", Books.BTC, "0.01", "60000");
        }
        assertThat(trade.second().account()).isEqualTo(second);
        assertThat(node.clear(trade).isBooked()).isTrue();
        return trade;
    }

    private static boolean balances(Account... accounts) {
        Conservation.Imbalance audit = Conservation.audit(List.of(accounts), Map.of());
        return audit.positionsBalance() && audit.cashBalances();
    }
}
