package io.breakwater.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The local Cassandra answers, keeps its data, and says why when it cannot run. */
class LocalCassandraTest {

    @TempDir
    Path directory;

    @Test
    @DisplayName("what was written is there after a restart, and two never share a data directory")
    void dataAreKeptOverARestart() throws InterruptedException {
        LocalCassandraSettings settings = SharedCassandra.settings(directory);

        try (LocalCassandra first = LocalCassandra.start(settings);
                CqlSession session = sessionOf(first)) {
            session.execute("CREATE KEYSPACE kept WITH REPLICATION = "
                    + "{'class': 'NetworkTopologyStrategy', 'datacenter1': 1}");
            session.execute("CREATE TABLE kept.numbers (name text PRIMARY KEY, value int)");
            session.execute("INSERT INTO kept.numbers (name, value) VALUES ('answer', 42)");

            assertThatThrownBy(() -> LocalCassandra.start(settings))
                    .isInstanceOf(LocalCassandraException.PortInUse.class)
                    .hasMessage("the CQL port " + settings.cqlPort() + " of 127.0.0.1 is in use by a Cassandra, perhaps"
                            + " of another breakwater that still runs; stop its user or choose another port");
            assertThatThrownBy(() -> LocalCassandra.start(
                            settings.withPorts(SharedCassandra.freePort(), SharedCassandra.freePort())))
                    .isInstanceOf(LocalCassandraException.DataDirectoryInUse.class)
                    .hasMessageContaining(directory.toString());
        }

        try (LocalCassandra second = LocalCassandra.start(settings);
                CqlSession session = sessionOf(second)) {
            assertThat(session.execute("SELECT value FROM kept.numbers WHERE name = 'answer'")
                            .one()
                            .getInt("value"))
                    .isEqualTo(42);
            second.close();
            assertThat(ProcessHandle.of(second.pid())).isEmpty();
            assertThat(CqlProbe.answers(settings.cqlPort())).isFalse();
        }
    }

    @Test
    @DisplayName("a port that somebody else uses is named, and nothing is started")
    void portClash() throws Exception {
        LocalCassandraSettings settings = SharedCassandra.settings(directory);
        try (ServerSocket somebody = new ServerSocket()) {
            somebody.bind(new InetSocketAddress(CqlProbe.loopback(), settings.storagePort()));

            assertThatThrownBy(() -> LocalCassandra.start(settings))
                    .isInstanceOf(LocalCassandraException.PortInUse.class)
                    .hasMessage("the storage port " + settings.storagePort()
                            + " of 127.0.0.1 is in use; stop its user or choose another port");
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @DisplayName("missing jars are answered with the command that fetches them")
    void missingJars() {
        Path nowhere = directory.resolve("lib");

        assertThatThrownBy(() ->
                        LocalCassandra.start(SharedCassandra.settings(directory).withJars(nowhere)))
                .isInstanceOf(LocalCassandraException.JarsMissing.class)
                .hasMessage("no Cassandra in " + nowhere
                        + "; fetch it with: mvn -q -pl clearing-node/local-cassandra process-resources");
    }

    @Test
    @DisplayName("a Cassandra that dies at its start is reported with the last lines of its log")
    void deathAtTheStart() throws Exception {
        Path unreadable = Files.createDirectory(directory.resolve("jars"));
        Files.createFile(unreadable.resolve("cassandra-all-0.jar"));
        Files.createFile(unreadable.resolve("jamm-0.jar"));

        assertThatThrownBy(() ->
                        LocalCassandra.start(SharedCassandra.settings(directory).withJars(unreadable)))
                .isInstanceOf(LocalCassandraException.Died.class)
                .hasMessageContaining("ended with exit code 1 before it answered")
                .hasMessageContaining("jamm-0.jar");
    }

    private static CqlSession sessionOf(LocalCassandra cassandra) {
        return CqlSession.builder()
                .addContactPoint(cassandra.contactPoint())
                .withLocalDatacenter("datacenter1")
                .build();
    }
}
