package io.breakwater.node.liquidation;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Terms in one row of Cassandra, changed by lightweight transactions: the holder is written with a time to live and is gone
 * when it has not held again, the number of the term stays.
 */
public final class CassandraTermStore implements TermStore {

    private static final String NAME = "liquidation-coordinator";

    private final CompletionStage<CqlSession> session;
    private final String table;
    private final int secondsToLive;

    /**
     * A store.
     *
     * @param session to the cluster
     * @param keyspace of the table, which the schema of storage has made
     * @param settings times of a term
     */
    public CassandraTermStore(CompletionStage<CqlSession> session, String keyspace, LiquidationSettings settings) {
        this.session = session;
        this.table = keyspace + ".coordinator_term";
        this.secondsToLive =
                Math.toIntExact(Math.floorDiv(settings.termMillis() + settings.termGraceMillis() + 999, 1_000));
    }

    @Override
    public CompletionStage<OptionalLong> hold(String holder) {
        return read().thenCompose(row -> {
            long term = row == null ? 0 : row.getLong("term");
            String held = row == null ? null : row.getString("holder");
            if (row == null) {
                return insert(holder);
            }
            if (held == null) {
                return begin(term, holder);
            }
            return held.equals(holder) ? renew(term, holder) : CompletableFuture.completedFuture(OptionalLong.empty());
        });
    }

    /** Read as a lightweight transaction is written: what was agreed last, also where it has not reached everybody. */
    private CompletionStage<Row> read() {
        return execute(SimpleStatement.newInstance("SELECT term, holder FROM " + table + " WHERE name = ?", NAME)
                        .setConsistencyLevel(ConsistencyLevel.SERIAL))
                .thenApply(AsyncResultSet::one);
    }

    /** The row begins without a holder, so that its number never expires with one. */
    private CompletionStage<OptionalLong> insert(String holder) {
        return execute(SimpleStatement.newInstance(
                        "INSERT INTO " + table + " (name, term) VALUES (?, 0) IF NOT EXISTS", NAME))
                .thenCompose(inserted -> begin(0, holder));
    }

    private CompletionStage<OptionalLong> begin(long before, String holder) {
        String both =
                "BEGIN BATCH UPDATE " + table + " SET term = ? WHERE name = ? IF term = ? AND holder = null; UPDATE "
                        + table + " USING TTL ? SET holder = ? WHERE name = ?; APPLY BATCH";
        long term = before + 1;
        return held(SimpleStatement.newInstance(both, term, NAME, before, secondsToLive, holder, NAME), term);
    }

    private CompletionStage<OptionalLong> renew(long term, String holder) {
        String update = "UPDATE " + table + " USING TTL ? SET holder = ? WHERE name = ? IF term = ? AND holder = ?";
        return held(SimpleStatement.newInstance(update, secondsToLive, holder, NAME, term, holder), term);
    }

    private CompletionStage<OptionalLong> held(SimpleStatement statement, long term) {
        return execute(statement)
                .thenApply(result -> result.wasApplied() ? OptionalLong.of(term) : OptionalLong.empty());
    }

    private CompletionStage<AsyncResultSet> execute(SimpleStatement statement) {
        return session.thenCompose(open -> open.executeAsync(
                statement.setSerialConsistencyLevel(ConsistencyLevel.SERIAL).setIdempotent(false)));
    }
}
