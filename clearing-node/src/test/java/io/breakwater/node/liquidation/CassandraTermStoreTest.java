package io.breakwater.node.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.ConfigFactory;
import io.breakwater.node.storage.CassandraForTests;
import io.breakwater.node.storage.CassandraSchema;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several who would be the coordinator never hold a term at once, in the real store. */
class CassandraTermStoreTest {

    @RegisterExtension
    static final CassandraForTests CASSANDRA = new CassandraForTests();

    private static final LiquidationSettings SETTINGS =
            LiquidationSettings.of(ConfigFactory.parseString("""
            breakwater.liquidation.coordinator { term-millis = 1000, term-renew-millis = 300, term-grace-millis = 1000 }
            """).withFallback(LiquidationWorld.CONFIG));

    private static CqlSession session;
    private static TermStore store;

    @BeforeAll
    static void open() {
        CassandraSchema.create(CASSANDRA.settings());
        String[] contact = CASSANDRA.settings().contactPoints().get(0).split(":");
        session = CqlSession.builder()
                .addContactPoint(new InetSocketAddress(contact[0], Integer.parseInt(contact[1])))
                .withLocalDatacenter(CASSANDRA.settings().localDatacenter())
                .build();
        store = new CassandraTermStore(
                CompletableFuture.completedFuture(session), CASSANDRA.settings().keyspace(), SETTINGS);
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private static OptionalLong hold(String holder) {
        return store.hold(holder)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    @Test
    @DisplayName(
            "of eight that ask at once one holds the term; the next begins when it has ended, not before, and rises")
    void oneHolder() {
        List<CompletableFuture<OptionalLong>> asked = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            asked.add(store.hold("life-" + i).toCompletableFuture().orTimeout(30, TimeUnit.SECONDS));
        }
        List<Integer> holders = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            if (asked.get(i)
                    .exceptionally(contention -> OptionalLong.empty())
                    .join()
                    .isPresent()) {
                holders.add(i);
            }
        }
        assertThat(holders).hasSizeLessThanOrEqualTo(1);

        String first = holders.isEmpty() ? "late" : "life-" + holders.get(0);
        long term = awaitTerm(first);
        assertThat(hold("other")).isEmpty();
        long lastHeld = System.nanoTime();
        assertThat(hold(first)).hasValue(term);

        long next = awaitTerm("other");
        assertThat(Duration.ofNanos(System.nanoTime() - lastHeld).toMillis())
                .as("the holder counts its term from before it asked")
                .isGreaterThanOrEqualTo(SETTINGS.termMillis());
        assertThat(next).isEqualTo(term + 1);
        assertThat(hold(first)).isEmpty();
    }

    private static long awaitTerm(String holder) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        OptionalLong term = hold(holder);
        while (term.isEmpty()) {
            assertThat(System.nanoTime()).as("%s waits for a term", holder).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            term = hold(holder);
        }
        return term.getAsLong();
    }
}
