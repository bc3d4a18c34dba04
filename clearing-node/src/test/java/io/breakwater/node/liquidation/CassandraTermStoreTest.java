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

    /** So long that no machine is too busy to do all that is done in it. */
    private static final LiquidationSettings LONG = terms(20_000);

    private static final LiquidationSettings SHORT = terms(1_000);

    private static CqlSession session;
    private static TermStore store;
    private static TermStore shortStore;

    private static LiquidationSettings terms(long millis) {
        return LiquidationSettings.of(
                ConfigFactory.parseString("""
                breakwater.liquidation.coordinator { term-millis = %1$d, term-renew-millis = 300, term-grace-millis = %1$d }
                """.formatted(millis)).withFallback(LiquidationWorld.CONFIG));
    }

    @BeforeAll
    static void open() {
        CassandraSchema.create(CASSANDRA.settings());
        String[] contact = CASSANDRA.settings().contactPoints().get(0).split(":");
        session = CqlSession.builder()
                .addContactPoint(new InetSocketAddress(contact[0], Integer.parseInt(contact[1])))
                .withLocalDatacenter(CASSANDRA.settings().localDatacenter())
                .build();
        store = store(LONG);
        shortStore = store(SHORT);
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private static TermStore store(LiquidationSettings settings) {
        return new CassandraTermStore(
                CompletableFuture.completedFuture(session), CASSANDRA.settings().keyspace(), settings);
    }

    /** Who asks while another does may fail, and holds nothing then that it knows of. */
    private static CompletableFuture<OptionalLong> ask(TermStore asked, String holder) {
        return asked.hold(holder)
                .toCompletableFuture()
                .exceptionally(contention -> OptionalLong.empty())
                .orTimeout(60, TimeUnit.SECONDS);
    }

    private static OptionalLong hold(String holder) {
        return ask(store, holder).join();
    }

    @Test
    @DisplayName(
            "of eight that ask at once one holds the term; the next begins when it has ended, not before, and rises")
    void oneHolder() {
        List<CompletableFuture<OptionalLong>> asked = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            asked.add(ask(store, "life-" + i));
        }
        List<Integer> holders = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            if (asked.get(i).join().isPresent()) {
                holders.add(i);
            }
        }
        assertThat(holders).hasSizeLessThanOrEqualTo(1);

        String first = holders.isEmpty() ? "late" : "life-" + holders.get(0);
        long term = awaitTerm(first);
        assertThat(hold("other")).isEmpty();
        long lastHeld = System.nanoTime();
        assertThat(shortStore.hold(first).toCompletableFuture().join()).hasValue(term);

        long next = awaitTerm("other");
        assertThat(Duration.ofNanos(System.nanoTime() - lastHeld).toMillis())
                .as("the holder counts its term from before it asked")
                .isGreaterThanOrEqualTo(SHORT.termMillis());
        assertThat(next).isEqualTo(term + 1);
        assertThat(hold(first)).isEmpty();
    }

    private static long awaitTerm(String holder) {
        long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        OptionalLong term = hold(holder);
        while (term.isEmpty()) {
            assertThat(System.nanoTime()).as("%s waits for a term", holder).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            term = hold(holder);
        }
        return term.getAsLong();
    }
}
