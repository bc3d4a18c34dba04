package io.breakwater.node.storage;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts one Cassandra for a build and finds it again from every later JVM of the same build.
 *
 * <p>A build is the Maven process above the surefire JVM, or the test's own JVM when there is none. Its Cassandra lives
 * in {@code target/cassandra-for-tests/<pid of the build>} of the top directory and ends with it. The file {@code port}
 * there says where it answers; a file lock keeps two JVMs from starting two.
 */
final class SharedCassandra {

    private static final int ATTEMPTS = 3;

    private static int knownPort;

    private SharedCassandra() {}

    /** The CQL port of the build's Cassandra, which is started if it does not run yet. */
    static synchronized int cqlPort() {
        if (knownPort == 0) {
            knownPort = startedOrFound();
        }
        return knownPort;
    }

    /** The top directory of the project: the nearest above that has the launcher. */
    static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(directory.resolve("breakwater"))) {
            directory = Optional.ofNullable(directory.getParent())
                    .orElseThrow(() -> new IllegalStateException(
                            "not in a checkout of the project: " + Path.of("").toAbsolutePath()));
        }
        return directory;
    }

    /** Settings for a Cassandra of a test: free ports, its own data directory, the heap of the defaults. */
    static LocalCassandraSettings settings(Path dataDirectory) {
        return LocalCassandraSettings.of(
                        root(), ConfigFactory.parseResources("storage.conf").resolve(), System.getenv())
                .withDataDirectory(dataDirectory)
                .withPorts(freePort(), freePort());
    }

    static int freePort() {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(CqlProbe.loopback(), 0));
            return probe.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    private static int startedOrFound() {
        ProcessHandle build = build();
        Path all = root().resolve("target/cassandra-for-tests");
        Path own = all.resolve(Long.toString(build.pid()));
        try {
            Files.createDirectories(own);
            try (FileChannel file =
                    FileChannel.open(all.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                file.lock();
                removeThoseOfEndedBuilds(all);
                Optional<Integer> found = answering(own.resolve("port"));
                return found.isPresent() ? found.get() : started(own, build);
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static Optional<Integer> answering(Path portFile) throws IOException {
        if (!Files.exists(portFile)) {
            return Optional.empty();
        }
        int port = Integer.parseInt(Files.readString(portFile).strip());
        return CqlProbe.answers(port) ? Optional.of(port) : Optional.empty();
    }

    /** Another program may take a free port before Cassandra does, so a clash is tried again with other ports. */
    private static int started(Path own, ProcessHandle build) throws IOException {
        for (int attempt = 1; ; attempt++) {
            LocalCassandraSettings settings = settings(own.resolve("cassandra")).withGuardian(build.pid());
            try {
                LocalCassandra.start(settings);
                Files.writeString(own.resolve("port"), Integer.toString(settings.cqlPort()));
                return settings.cqlPort();
            } catch (LocalCassandraException.PortInUse clash) {
                if (attempt == ATTEMPTS) {
                    throw clash;
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while Cassandra started", interrupted);
            }
        }
    }

    /** Maven, when surefire started this JVM: the nearest Java process above, for a shell may stand between. */
    private static ProcessHandle build() {
        ProcessHandle self = ProcessHandle.current();
        if (!System.getProperty("sun.java.command", "").contains("surefire")) {
            return self;
        }
        return Stream.iterate(self.parent(), Optional::isPresent, above -> above.flatMap(ProcessHandle::parent))
                .flatMap(Optional::stream)
                .filter(above -> above.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElse(self);
    }

    private static void removeThoseOfEndedBuilds(Path all) throws IOException {
        try (Stream<Path> directories = Files.list(all)) {
            for (Path directory : directories.filter(Files::isDirectory).toList()) {
                long pid = Long.parseLong(directory.getFileName().toString());
                if (ProcessHandle.of(pid).isEmpty()) {
                    remove(directory);
                }
            }
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> below = Files.walk(directory)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
