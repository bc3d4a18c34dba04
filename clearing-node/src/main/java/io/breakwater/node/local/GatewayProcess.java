package io.breakwater.node.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The gateway as a child process. Like Cassandra it ignores what a terminal sends to all of its processes at once; who
 * started it stops it.
 */
final class GatewayProcess implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(15);
    private static final long LOOK_MILLIS = 100;
    private static final int CONNECT_MILLIS = 500;
    private static final String DEAF_TO_THE_TERMINAL = "trap '' INT HUP; exec \"$@\"";

    private final Process process;
    private final Path log;
    private final int port;

    private GatewayProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /**
     * Starts a gateway in front of a node and returns at once, so that whoever has to stop it knows it before it listens.
     *
     * @param root the top directory of the project
     * @param log where its output goes
     * @param port where it listens
     * @param node where the node's gRPC services listen
     * @param jvmOptions further options of its JVM
     * @throws LocalClusterException when it is not built, or its process cannot be started
     */
    static GatewayProcess spawn(Path root, Path log, int port, InetSocketAddress node, List<String> jvmOptions) {
        try {
            Files.createDirectories(log.getParent());
            Process process = new ProcessBuilder(command(root, port, node, jvmOptions))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new GatewayProcess(process, log, port);
        } catch (IOException failed) {
            throw new LocalClusterException("the gateway cannot be started: " + failed.getMessage(), failed);
        }
    }

    private static List<String> command(Path root, int port, InetSocketAddress node, List<String> jvmOptions)
            throws IOException {
        Path built = root.resolve("gateway/target");
        List<String> command = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                DEAF_TO_THE_TERMINAL,
                "gateway",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4",
                "-Xmx512m"));
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "-cp",
                jar(built) + ":" + built.resolve("lib") + "/*",
                "io.breakwater.gateway.GatewayMain",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--nodes",
                node.getHostString() + ":" + node.getPort()));
        return command;
    }

    private static Path jar(Path built) throws IOException {
        if (Files.isDirectory(built)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(built, "gateway-*.jar")) {
                for (Path jar : jars) {
                    if (!jar.getFileName().toString().matches(".*-(sources|tests|javadoc)\\.jar")) {
                        return jar;
                    }
                }
            }
        }
        throw new LocalClusterException("no gateway in " + built + "; build it with: mvn -q -pl gateway -am package");
    }

    /**
     * Returns when it listens.
     *
     * @throws LocalClusterException when it ends before, or takes too long; then it still runs
     */
    void awaitListening() throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (!connects(port)) {
            if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new LocalClusterException(
                        "the gateway ended with exit code " + process.exitValue() + ": " + lastLine());
            }
            if (System.nanoTime() > deadline) {
                throw new LocalClusterException(
                        "the gateway did not listen within " + LONGEST_START.toSeconds() + " s; see " + log);
            }
        }
    }

    private String lastLine() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .reduce((before, last) -> last)
                    .map(last -> last.strip() + "; see " + log)
                    .orElse("it said nothing");
        } catch (IOException unreadable) {
            return "see " + log;
        }
    }

    private static boolean connects(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Its process. */
    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Completes when the process ends, whoever ended it. */
    CompletableFuture<?> onExit() {
        return process.onExit();
    }

    /** Stops it in order, or by force when that takes too long. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException hurried) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
