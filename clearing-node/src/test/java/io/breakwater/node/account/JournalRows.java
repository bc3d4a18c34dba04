package io.breakwater.node.account;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.Row;
import io.breakwater.node.storage.StorageSettings;
import java.util.List;

/** Reads what is written in Cassandra, past every actor. */
final class JournalRows implements AutoCloseable {

    private final CqlSession session;
    private final String keyspace;

    JournalRows(StorageSettings settings) {
        keyspace = settings.keyspace();
        session = CqlSession.builder()
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withStringList(DefaultDriverOption.CONTACT_POINTS, settings.contactPoints())
                        .withString(DefaultDriverOption.LOAD_BALANCING_LOCAL_DATACENTER, settings.localDatacenter())
                        .build())
                .build();
    }

    /** Manifests of the events of an account, in order. */
    List<String> eventsOf(String accountId) {
        return session
                .execute(
                        "SELECT ser_manifest FROM " + keyspace
                                + ".messages WHERE persistence_id = ? AND partition_nr = 0",
                        "account|" + accountId)
                .all()
                .stream()
                .map(row -> row.getString("ser_manifest"))
                .toList();
    }

    /**
     * How many writes these rows came in, by account: events of one write share one time of writing. A list of busy accounts
     * counts as well.
     */
    long writes() {
        return session
                .execute("SELECT persistence_id, WRITETIME(event) AS written FROM " + keyspace + ".messages")
                .all()
                .stream()
                .map(JournalRows::write)
                .distinct()
                .count();
    }

    private static String write(Row row) {
        return row.getString("persistence_id") + " " + row.getLong("written");
    }

    @Override
    public void close() {
        session.close();
    }
}
