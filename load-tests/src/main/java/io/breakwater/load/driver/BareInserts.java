package io.breakwater.load.driver;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/** Writes bytes with the Cassandra driver alone: one prepared asynchronous INSERT for each call. */
final class BareInserts implements LoadTarget {

    static final String INSERT = "insert";

    private final CqlSession session;
    private final PreparedStatement insert;
    private final ByteBuffer event;
    private final int partitions;

    /** Creates its table in a keyspace and writes events of this size to so many partitions. */
    BareInserts(CqlSession session, String keyspace, int eventBytes, int partitions) {
        this.session = session;
        this.event = ByteBuffer.wrap(new byte[eventBytes]).asReadOnlyBuffer();
        this.partitions = partitions;
        session.execute("create table if not exists " + keyspace
                + ".bare (id text, sequence_nr bigint, event blob, primary key (id, sequence_nr))");
        this.insert = session.prepare("insert into " + keyspace + ".bare (id, sequence_nr, event) values (?, ?, ?)");
    }

    @Override
    public String kind(long index) {
        return INSERT;
    }

    @Override
    public CompletionStage<String> call(long index) {
        return session.executeAsync(insert.bind("bare-" + index % partitions, index / partitions, event.duplicate()))
                .handle((rows, failure) ->
                        failure == null ? OK : failure.getClass().getSimpleName());
    }
}
