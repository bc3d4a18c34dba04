package io.breakwater.node;

import com.datastax.oss.driver.api.core.CqlSession;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.connectors.cassandra.javadsl.CassandraSessionRegistry;

/** The journal's own session to Cassandra, for the few tables beside the journal. */
final class JournalSession {

    private static final String JOURNAL = "pekko.persistence.cassandra";

    private JournalSession() {}

    /** The session; opened once in an actor system. */
    static CompletionStage<CqlSession> of(ActorSystem<?> system) {
        return CassandraSessionRegistry.get(system).sessionFor(JOURNAL).underlying();
    }
}
