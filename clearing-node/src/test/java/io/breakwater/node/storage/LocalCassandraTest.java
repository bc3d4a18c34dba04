package io.breakwater.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The local Cassandra answers, keeps its data, and says why when it cannot run. */
class LocalCassandraTest {

    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    Path directory;

    @Test
    @DisplayName("Cassandra ends with its killed parent, what was acknowledged is there after a restart, and it stops")
    void dataAreKeptOverTheDeathOfTheParent() throws Exception {
        LocalCassandraSettings settings = SharedCassandra.settings(directory);
        Process parent = startInAnotherJvm(settings);
        try (BufferedReader said = parent.inputReader()) {
            ProcessHandle first =
                    ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
            interruptAsATerminalDoes(first);
            execute(
                    settings,
                    "CREATE KEYSPACE kept WITH REPLICATION = {'class': 'NetworkTopologyStrategy', 'datacenter1': 1}",
                    "CREATE TABLE kept.numbers (name text PRIMARY KEY, value int)");
            assertThatItsPortAndItsDirectoryAreTaken(settings);
            execute(settings, "INSERT INTO kept.numbers (name, value) VALUES ('answer', 42)");
            assertThat(first.isAlive()).isTrue();

            parent.destroyForcibly();
            first.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } finally {
            parent.destroyForcibly();
        }

        try (LocalCassandra second = LocalCassandra.start(settings)) {
            assertThat(execute(settings, "SELECT value FROM kept.numbers WHERE name = 'answer'")
                            .one()
                            .getInt("value"))
                    .isEqualTo(42);
            assertThat(second.onExit()).isNotDone();
        }
        assertThat(CqlProbe.answers(settings.cqlPort())).isFalse();
        assertThat(Files.readString(directory.resolve("cassandra.log"))).doesNotContain("ERROR");
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

    private static Process startInAnotherJvm(LocalCassandraSettings settings) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CassandraStarter.class.getName(),
                        settings.dataDirectory().toString(),
                        Integer.toString(settings.cqlPort()),
                        Integer.toString(settings.storagePort()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Control-C reaches every process of a terminal; this one is stopped by its parent, after the node. */
    private static void interruptAsATerminalDoes(ProcessHandle process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static void assertThatItsPortAndItsDirectoryAreTaken(LocalCassandraSettings settings) {
        assertThatThrownBy(() -> LocalCassandra.start(settings))
                .isInstanceOf(LocalCassandraException.PortInUse.class)
                .hasMessage("the CQL port " + settings.cqlPort() + " of 127.0.0.1 is in use by a Cassandra, perhaps"
                        + " of another breakwater that still runs; stop its user or choose another port");
        assertThatThrownBy(() -> LocalCassandra.start(
                        settings.withPorts(SharedCassandra.freePort(), SharedCassandra.freePort())))
                .isInstanceOf(LocalCassandraException.DataDirectoryInUse.class)
                .hasMessage("the data directory " + settings.dataDirectory()
                        + " is in use by another Cassandra; stop that one first");
    }

    private static ResultSet execute(LocalCassandraSettings settings, String... statements) {
        DriverConfigLoader patient = DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(PATIENCE_SECONDS))
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .build();
        try (CqlSession session = CqlSession.builder()
                .addContactPoint(new InetSocketAddress("127.0.0.1", settings.cqlPort()))
                .withLocalDatacenter("datacenter1")
                .withConfigLoader(patient)
                .build()) {
            return Arrays.stream(statements)
                    .map(session::execute)
                    .reduce((before, last) -> last)
                    .orElseThrow();
        }
    }
}
