package io.breakwater.load.driver;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The Cassandra that a cluster keeps its journal in, seen from outside: counts rows and sizes of events. */
final class JournalStore implements AutoCloseable {

    /** How the node names what an account persists. */
    private static final String ACCOUNT_PREFIX = "account|";

    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);
    private static final int SAMPLED_ACCOUNTS = 20;

    private final CqlSession session;
    private final Config storage;
    private final PreparedStatement count;
    private final PreparedStatement newestEvents;

    private JournalStore(CqlSession session, Config storage) {
        this.session = session;
        this.storage = storage;
        String messages = storage.getString("keyspace") + ".messages where persistence_id = ? and partition_nr = 0";
        this.count = session.prepare("select count(*) from " + messages);
        this.newestEvents = session.prepare("select event from " + messages + " order by sequence_nr desc limit 10");
    }

    /** The settings of the node, {@code storage.conf}, with the same variables of the environment. */
    static Config settings() {
        return ConfigFactory.parseResources("storage.conf").resolve();
    }

    /**
     * Connects to the Cassandra of {@code breakwater.storage}.
     *
     * @throws com.datastax.oss.driver.api.core.DriverException when it does not answer, or has no journal
     */
    static JournalStore connect(Config settings) {
        Config storage = settings.getConfig("breakwater.storage");
        CqlSession session = CqlSession.builder()
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withStringList(DefaultDriverOption.CONTACT_POINTS, contactPoints(settings))
                        .withString(
                                DefaultDriverOption.LOAD_BALANCING_LOCAL_DATACENTER,
                                storage.getString("local-datacenter"))
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, LONGEST_REQUEST)
                        .build())
                .build();
        return new JournalStore(session, storage);
    }

    /** Addresses of the Cassandra, each {@code host:port}. */
    static List<String> contactPoints(Config settings) {
        return Arrays.stream(
                        settings.getString("breakwater.storage.contact-points").split(","))
                .map(String::strip)
                .toList();
    }

    /** The rows that accounts have in the journal: one for each event, as long as none has half a million. */
    long rows(List<String> accounts) {
        return accounts.stream()
                .mapToLong(account -> session.execute(count.bind(ACCOUNT_PREFIX + account))
                        .one()
                        .getLong(0))
                .sum();
    }

    /** Mean size of the newest events of some of the accounts in bytes; 0 when they have none. */
    int meanEventBytes(List<String> accounts) {
        return (int) accounts.stream()
                .limit(SAMPLED_ACCOUNTS)
                .flatMap(account -> session.execute(newestEvents.bind(ACCOUNT_PREFIX + account)).all().stream())
                .map(JournalStore::event)
                .mapToInt(ByteBuffer::remaining)
                .average()
                .orElse(0);
    }

    private static ByteBuffer event(Row row) {
        ByteBuffer bytes = row.getByteBuffer(0);
        return bytes == null ? ByteBuffer.allocate(0) : bytes;
    }

    /** The session, for measuring the driver itself. */
    CqlSession session() {
        return session;
    }

    /** Creates a keyspace beside the journal's, replicated as it is. */
    void createKeyspace(String name) {
        session.execute("create keyspace if not exists " + name
                + " with replication = {'class': 'NetworkTopologyStrategy', '" + storage.getString("local-datacenter")
                + "': " + storage.getInt("replication-factor") + "}");
    }

    /** Removes a keyspace of {@link #createKeyspace} and all in it. */
    void dropKeyspace(String name) {
        session.execute("drop keyspace if exists " + name);
    }

    @Override
    public void close() {
        session.close();
    }
}
