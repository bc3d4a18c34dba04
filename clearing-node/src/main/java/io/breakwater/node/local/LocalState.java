package io.breakwater.node.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What {@code up} has written down of what it runs, so that {@code status} and {@code down} find it from another terminal.
 *
 * @param main the process of {@code up} itself, with the node in it
 * @param children Cassandra and the gateway, once they run
 * @param gatewayPort where clients connect; 0 while the gateway does not run
 */
public record LocalState(Recorded main, List<Recorded> children, int gatewayPort) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Copies the list. */
    public LocalState {
        children = List.copyOf(children);
    }

    /**
     * A process by its id and the moment it started: an id alone may be somebody else's by now.
     *
     * @param name what it is
     * @param pid its id
     * @param startedMillis UTC epoch milliseconds
     */
    public record Recorded(String name, long pid, long startedMillis) {

        /** A process that runs. */
        public static Recorded of(String name, ProcessHandle handle) {
            return new Recorded(name, handle.pid(), startMillis(handle));
        }

        /** The process, if it still runs. */
        public Optional<ProcessHandle> find() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(handle -> startMillis(handle) == startedMillis);
        }

        /**
         * Asks it to end and waits for that; one that has ended, or whose id is another's by now, is left alone.
         *
         * @param seconds to wait at most
         * @return whether it does not run any more
         */
        public boolean stop(long seconds) throws InterruptedException {
            Optional<ProcessHandle> running = find();
            if (running.isEmpty()) {
                return true;
            }
            running.get().destroy();
            try {
                running.get().onExit().get(seconds, TimeUnit.SECONDS);
                return true;
            } catch (TimeoutException | ExecutionException stays) {
                return false;
            }
        }

        private static long startMillis(ProcessHandle handle) {
            return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        }
    }

    /** Of this process, which has started nothing yet. */
    public static LocalState ofThisProcess() {
        return new LocalState(Recorded.of("node", ProcessHandle.current()), List.of(), 0);
    }

    /** The same with a cluster that runs. */
    public LocalState with(Map<String, ProcessHandle> processes, int port) {
        List<Recorded> recorded = new ArrayList<>();
        processes.forEach((name, handle) -> recorded.add(Recorded.of(name, handle)));
        return new LocalState(main, recorded, port);
    }

    /** Where the state of a project's cluster is kept. */
    public static Path file(Path root) {
        return root.resolve(".breakwater").resolve("up.json");
    }

    /**
     * The state of a file.
     *
     * @return absent when there is none
     * @throws LocalClusterException when it cannot be understood
     */
    public static Optional<LocalState> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode root = MAPPER.readTree(file.toFile());
            List<Recorded> children = new ArrayList<>();
            root.path("children").forEach(child -> children.add(recorded(child, file)));
            return Optional.of(new LocalState(
                    recorded(root.path("main"), file),
                    children,
                    root.path("gateway_port").asInt()));
        } catch (IOException unreadable) {
            throw new LocalClusterException(file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static Recorded recorded(JsonNode node, Path file) {
        if (!node.path("pid").canConvertToLong() || !node.path("started_ms").canConvertToLong()) {
            throw new LocalClusterException(file + " names no process; remove it when nothing of ours runs");
        }
        return new Recorded(
                node.path("name").asText(),
                node.path("pid").asLong(),
                node.path("started_ms").asLong());
    }

    /** Writes the file, whole or not at all. */
    public void write(Path file) {
        ObjectNode root = MAPPER.createObjectNode();
        put(root.putObject("main"), main);
        ArrayNode array = root.putArray("children");
        children.forEach(child -> put(array.addObject(), child));
        root.put("gateway_port", gatewayPort);
        try {
            Files.createDirectories(file.getParent());
            Path beside = file.resolveSibling(file.getFileName() + "." + main.pid());
            Files.writeString(beside, root.toPrettyString() + "\n");
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(file + " cannot be written: " + unwritable.getMessage(), unwritable);
        }
    }

    private static void put(ObjectNode node, Recorded process) {
        node.put("name", process.name()).put("pid", process.pid()).put("started_ms", process.startedMillis());
    }

    /** Removes the file, if it is there. */
    public static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException unremovable) {
            throw new UncheckedIOException(file + " cannot be removed: " + unremovable.getMessage(), unremovable);
        }
    }
}
