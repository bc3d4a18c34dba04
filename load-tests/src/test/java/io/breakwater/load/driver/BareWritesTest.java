package io.breakwater.load.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.breakwater.node.storage.CassandraForTests;
import io.breakwater.node.storage.CassandraSchema;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a cluster is compared with writes what it says: so many events of the size given, in the real Cassandra. */
class BareWritesTest {

    private static final int EVENT_BYTES = 123;
    private static final int ENTITIES = 5;
    private static final int CALLS = 40;
    private static final LoadBounds BOUNDS = new LoadBounds(CALLS, Duration.ofSeconds(60), 8, Duration.ofSeconds(60));

    @RegisterExtension
    static final CassandraForTests CASSANDRA = new CassandraForTests();

    private JournalStore journal;

    @BeforeEach
    void connect() {
        CassandraSchema.create(CASSANDRA.settings());
        journal = JournalStore.connect(settings());
    }

    @AfterEach
    void disconnect() {
        journal.close();
    }

    @Test
    @DisplayName("bare entities persist one event of the size for each call, evenly over the entities")
    void entities() {
        String keyspace = CASSANDRA.settings().keyspace();
        try (BareEntities entities = BareEntities.start(settings(), keyspace, EVENT_BYTES, ENTITIES)) {
            assertThat(run(entities).ok()).isEqualTo(CALLS);
        }

        List<Row> rows = journal.session()
                .execute("select persistence_id, event from " + keyspace + ".messages")
                .all();
        assertThat(rows).hasSize(CALLS).allMatch(row -> row.getByteBuffer(1).remaining() == EVENT_BYTES);
        assertThat(rows.stream().map(row -> row.getString(0)).distinct()).hasSize(ENTITIES);
    }

    @Test
    @DisplayName("the bare driver inserts one row of the size for each call, and its keyspace can be removed")
    void inserts() {
        String keyspace = CASSANDRA.settings().keyspace() + "_bare";
        journal.createKeyspace(keyspace);

        assertThat(run(new BareInserts(journal.session(), keyspace, EVENT_BYTES, ENTITIES))
                        .ok())
                .isEqualTo(CALLS);

        List<Row> rows = journal.session()
                .execute("select event from " + keyspace + ".bare")
                .all();
        assertThat(rows).hasSize(CALLS).allMatch(row -> row.getByteBuffer(0).remaining() == EVENT_BYTES);
        journal.dropKeyspace(keyspace);
        assertThat(journal.session().refreshSchema().getKeyspace(keyspace)).isEmpty();
    }

    @Test
    @DisplayName("rows are counted for the accounts asked about and no others, with the mean size of their events")
    void rows() {
        IntStream.range(0, 3).forEach(i -> write("account|mine", i, 100 + i));
        write("account|other", 0, 900);
        write("bare|mine", 0, 900);

        assertThat(journal.rows(List.of("mine", "nobody"))).isEqualTo(3);
        assertThat(journal.meanEventBytes(List.of("mine", "nobody"))).isEqualTo(101);
        assertThat(journal.meanEventBytes(List.of("nobody"))).isZero();
    }

    private void write(String persistenceId, long sequence, int bytes) {
        journal.session()
                .execute(
                        "insert into " + CASSANDRA.settings().keyspace()
                                + ".messages (persistence_id, partition_nr, sequence_nr, timestamp, event)"
                                + " values (?, 0, ?, now(), ?)",
                        persistenceId,
                        sequence,
                        ByteBuffer.allocate(bytes));
    }

    private static LoadResult run(LoadTarget target) {
        return new LoadLoop(LoadTime.ofThisThread(), Arrivals.saturating(), BOUNDS, target).run();
    }

    private static Config settings() {
        return ConfigFactory.parseMap(Map.of(
                        "breakwater.storage.contact-points",
                        CASSANDRA.settings().contactPoints().get(0),
                        "breakwater.storage.keyspace",
                        CASSANDRA.settings().keyspace()))
                .withFallback(ConfigFactory.parseResources("storage.conf"))
                .resolve();
    }
}
