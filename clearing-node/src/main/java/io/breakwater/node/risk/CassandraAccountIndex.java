package io.breakwater.node.risk;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.ToIntFunction;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.connectors.cassandra.javadsl.CassandraSession;
import org.apache.pekko.stream.connectors.cassandra.javadsl.CassandraSessionRegistry;

/** The account index as a table beside the journal, over the journal's own session. */
public final class CassandraAccountIndex implements AccountIndex {

    private static final String JOURNAL = "pekko.persistence.cassandra";

    private final CassandraSession session;
    private final ToIntFunction<String> shardOf;
    private final String table;

    /**
     * An index in a keyspace that has the table {@code account_index}.
     *
     * @param shardOf the shard of an account, as sharding has it
     */
    public CassandraAccountIndex(ActorSystem<?> system, String keyspace, ToIntFunction<String> shardOf) {
        this.session = CassandraSessionRegistry.get(system).sessionFor(JOURNAL);
        this.shardOf = shardOf;
        this.table = keyspace + ".account_index";
    }

    @Override
    public CompletionStage<?> add(String accountId) {
        return session.executeWrite(
                "INSERT INTO " + table + " (shard, account) VALUES (?, ?)", shardOf.applyAsInt(accountId), accountId);
    }

    @Override
    public CompletionStage<List<String>> accountsOf(int shard) {
        return session.selectAll("SELECT account FROM " + table + " WHERE shard = ?", shard)
                .thenApply(rows ->
                        rows.stream().map(CassandraAccountIndex::account).toList());
    }

    @Override
    public CompletionStage<Optional<String>> someAccountOf(int shard) {
        return session.selectOne("SELECT account FROM " + table + " WHERE shard = ? LIMIT 1", shard)
                .thenApply(row -> row.map(CassandraAccountIndex::account));
    }

    private static String account(Row row) {
        return row.getString(0);
    }
}
