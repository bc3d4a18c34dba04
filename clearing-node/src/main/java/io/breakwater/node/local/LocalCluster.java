package io.breakwater.node.local;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.breakwater.node.ClearingNode;
import io.breakwater.node.account.AccountListener;
import io.breakwater.node.storage.CassandraSchema;
import io.breakwater.node.storage.JvmOptions;
import io.breakwater.node.storage.LocalCassandra;
import io.breakwater.node.storage.LocalCassandraException;
import io.breakwater.node.storage.LocalCassandraSettings;
import io.breakwater.node.storage.StorageSettings;
import io.breakwater.node.time.NodeClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A cluster of one node on this machine: starts Cassandra, the node and the gateway, and stops them in the other order. */
public final class LocalCluster implements AutoCloseable {

    /**
     * What is started.
     *
     * @param root the top directory of the project
     * @param data where Cassandra keeps its data and logs are written
     * @param ports where everything listens
     * @param settings overrides of the node's configuration
     * @param clock that the node lives by
     * @param listeners told of every account on the node
     * @param progress told in a few words what happens
     */
    public record Request(
            Path root,
            Path data,
            Ports ports,
            Map<String, Object> settings,
            NodeClock clock,
            List<AccountListener> listeners,
            Consumer<String> progress) {

        /** Copies the collections. */
        public Request {
            settings = Map.copyOf(settings);
            listeners = List.copyOf(listeners);
        }
    }

    /** Work that needs the cluster. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it, and says what came of it. */
        T run() throws InterruptedException;
    }

    private final Request request;
    private final RunningParts running;
    private LocalCassandra cassandra;
    private ClearingNode node;
    private GatewayProcess gateway;

    private LocalCluster(Request request) {
        this.request = request;
        this.running = new RunningParts(request.progress());
    }

    /**
     * Starts all of it and returns when the gateway listens. A process that is told to end in the meantime stops what has
     * been started.
     *
     * @throws LocalClusterException when a part cannot run, naming it; nothing is left running
     * @throws LocalCassandraException when Cassandra cannot; nothing is left running
     * @throws InterruptedException when the waiting thread is interrupted; nothing is left running
     */
    public static LocalCluster start(Request request) throws InterruptedException {
        LocalCluster cluster = new LocalCluster(request);
        boolean started = false;
        try {
            cluster.startParts();
            started = true;
            return cluster;
        } finally {
            if (!started) {
                cluster.close();
            }
        }
    }

    private void startParts() throws InterruptedException {
        Config config = named("the cluster", this::prepared);
        request.progress().accept("starting Cassandra");
        StorageSettings storage = named("Cassandra", () -> startCassandra(config));
        request.progress().accept("starting the node");
        node = named("the node", () -> running.add("the node", startNode(storage, config)));
        request.progress().accept("starting the gateway");
        gateway = named("the gateway", () -> startGateway(config));
    }

    private Config prepared() {
        request.ports().requireFree();
        running.closeAtExit();
        return config(request.ports());
    }

    private StorageSettings startCassandra(Config config) throws InterruptedException {
        Ports ports = request.ports();
        LocalCassandraSettings settings = LocalCassandraSettings.of(request.root(), config, System.getenv())
                .withDataDirectory(request.data().resolve("cassandra"))
                .withPorts(ports.cql(), ports.cassandraStorage());
        cassandra = running.start("Cassandra", () -> LocalCassandra.spawn(settings));
        cassandra.awaitReady();
        StorageSettings storage = StorageSettings.of(config).withContactPoint(cassandra.contactPoint());
        CassandraSchema.create(storage);
        return storage;
    }

    private ClearingNode startNode(StorageSettings storage, Config config) {
        return ClearingNode.start(storage.appliedTo(config), request.clock(), request.listeners());
    }

    private GatewayProcess startGateway(Config config) throws InterruptedException {
        GatewayProcess starting = running.start(
                "the gateway",
                () -> GatewayProcess.spawn(
                        request.root(),
                        request.data().resolve("gateway.log"),
                        request.ports().gateway(),
                        node.parts().grpc(),
                        JvmOptions.of(config.getConfig("breakwater.local-gateway"))));
        starting.awaitListening();
        return starting;
    }

    /** Whatever keeps a part from starting is told in one line that begins with its name; being told to stop is no failure. */
    private <T> T named(String part, Work<T> starting) throws InterruptedException {
        try {
            return starting.run();
        } catch (RuntimeException failed) {
            if (running.isClosed()) {
                throw RunningParts.toldToStop();
            }
            if (failed instanceof LocalClusterException || failed instanceof LocalCassandraException) {
                throw failed;
            }
            throw LocalClusterException.of(part + " cannot be started", failed);
        }
    }

    private Config config(Ports ports) {
        Map<String, Object> own = new TreeMap<>(request.settings());
        own.put("breakwater.node.remoting-port", ports.remoting());
        own.put("breakwater.grpc.port", ports.node());
        own.put("breakwater.ops.port", ports.ops());
        own.put("pekko.coordinated-shutdown.run-by-jvm-shutdown-hook", false);
        return ConfigFactory.load(ConfigFactory.parseMap(own).withFallback(ConfigFactory.defaultApplication()));
    }

    /** The node. */
    public ClearingNode.Parts node() {
        return node.parts();
    }

    /** Where everything listens. */
    public Ports ports() {
        return request.ports();
    }

    /** The processes besides this one, by name. */
    public Map<String, ProcessHandle> children() {
        Map<String, ProcessHandle> children = new TreeMap<>();
        ProcessHandle.of(cassandra.pid()).ifPresent(handle -> children.put("cassandra", handle));
        children.put("gateway", gateway.handle());
        return children;
    }

    /** Completes with a line that names a part, when one ended though nobody stopped it. */
    public CompletableFuture<String> onFailure() {
        CompletableFuture<String> ended = new CompletableFuture<>();
        cassandra.onExit().thenRun(() -> tell(ended, "Cassandra"));
        gateway.onExit().thenRun(() -> tell(ended, "the gateway"));
        return ended;
    }

    private void tell(CompletableFuture<String> ended, String part) {
        if (!running.isClosed()) {
            ended.complete(part + " has ended; see " + request.data());
        }
    }

    /**
     * Does work that needs every part, on a thread of its own: when a part ends the work is given up at once, however long
     * it would go on waiting for answers.
     *
     * @throws LocalClusterException when a part ended, naming it; what the work throws otherwise
     */
    public <T> T whileItRuns(Work<T> work) throws InterruptedException {
        try {
            return Attended.run(work, onFailure());
        } catch (RuntimeException failed) {
            throw running.isClosed() ? RunningParts.toldToStop() : failed;
        }
    }

    /** Has something done when everything has stopped; at once when it has already. */
    public void afterStop(Runnable last) {
        running.afterStop(last);
    }

    /**
     * Stops the gateway, the node and Cassandra, in this order; the second call does nothing. A process that is told to end
     * does it too.
     */
    @Override
    public void close() {
        running.close();
    }
}
