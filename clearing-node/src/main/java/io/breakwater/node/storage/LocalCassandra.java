package io.breakwater.node.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A real Cassandra as a child process: starts it, says where it answers, and stops it. Its data outlive it.
 *
 * <p>Cassandra is not loaded into our JVM: it brings other versions of our libraries, needs opened modules, and runs on
 * fewer Java versions than we do. The child ends when its guardian ends, even by SIGKILL ({@link CassandraChild}).
 */
public final class LocalCassandra implements AutoCloseable {

    private static final long ASK_EVERY_MILLIS = 200;
    private static final int LAST_LINES = 5;

    private final LocalCassandraSettings settings;
    private final Process process;

    private final Path log;

    private LocalCassandra(LocalCassandraSettings settings, Process process, Path log) {
        this.settings = settings;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts Cassandra and returns when it answers CQL, after about ten seconds.
     *
     * @throws LocalCassandraException when it cannot run; nothing is left running
     * @throws UncheckedIOException when the data directory cannot be written
     * @throws InterruptedException when the waiting thread is interrupted; nothing is left running
     */
    public static LocalCassandra start(LocalCassandraSettings settings) throws InterruptedException {
        LocalCassandra cassandra = spawn(settings);
        boolean ready = false;
        try {
            cassandra.awaitReady();
            ready = true;
            return cassandra;
        } finally {
            if (!ready) {
                cassandra.process.destroyForcibly();
            }
        }
    }

    /**
     * Starts Cassandra and returns at once, so that whoever has to stop it knows it before it answers.
     *
     * @throws LocalCassandraException when it cannot run
     * @throws UncheckedIOException when the data directory cannot be written
     */
    public static LocalCassandra spawn(LocalCassandraSettings settings) {
        requireFree("CQL", settings.cqlPort());
        requireFree("storage", settings.storagePort());
        CassandraProcess configured = new CassandraProcess(settings);
        try {
            return new LocalCassandra(settings, configured.start(), configured.log());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(
                    "Cassandra cannot be started in " + settings.dataDirectory() + ": " + unwritable.getMessage(),
                    unwritable);
        }
    }

    /** Where clients connect. */
    public InetSocketAddress contactPoint() {
        return new InetSocketAddress(CqlProbe.loopback(), settings.cqlPort());
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Completes with the exit code when the process ends, whoever ended it. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Stops Cassandra in order, or by force when that takes longer than the settings allow. Once is enough. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(settings.stopTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException hurried) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void requireFree(String role, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(CqlProbe.loopback(), port));
        } catch (IOException inUse) {
            throw new LocalCassandraException.PortInUse(role, port, CqlProbe.answers(port));
        }
    }

    /**
     * Returns when it answers CQL.
     *
     * @throws LocalCassandraException when it ends before, or takes too long; then it still runs
     */
    public void awaitReady() throws InterruptedException {
        Duration timeout = settings.startTimeout();
        long started = System.nanoTime();
        while (!CqlProbe.answers(settings.cqlPort())) {
            if (process.waitFor(ASK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                throw died(process.exitValue());
            }
            if (System.nanoTime() - started > timeout.toNanos()) {
                throw new LocalCassandraException.NotReady(timeout.toSeconds(), log, lastLinesOf(log));
            }
        }
    }

    private LocalCassandraException died(int exitCode) {
        return exitCode == CassandraChild.DIRECTORY_IN_USE
                ? new LocalCassandraException.DataDirectoryInUse(settings.dataDirectory())
                : new LocalCassandraException.Died(exitCode, log, lastLinesOf(log));
    }

    private static String lastLinesOf(Path log) {
        try {
            List<String> lines =
                    Files.readString(log, StandardCharsets.UTF_8).lines().toList();
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException unreadable) {
            return "(unreadable: " + unreadable.getMessage() + ")";
        }
    }
}
