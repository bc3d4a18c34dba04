package io.breakwater.node.local;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.breakwater.node.ClearingNode;
import io.breakwater.node.account.AccountListener;
import io.breakwater.node.storage.CassandraSchema;
import io.breakwater.node.storage.JvmOptions;
import io.breakwater.node.storage.LocalCassandra;
import io.breakwater.node.storage.LocalCassandraSettings;
import io.breakwater.node.storage.StorageSettings;
import io.breakwater.node.time.NodeClock;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private record Part(String name, AutoCloseable stops) {}

    private final Request request;
    private final Deque<Part> running = new ConcurrentLinkedDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private LocalCassandra cassandra;
    private ClearingNode node;
    private GatewayProcess gateway;

    private LocalCluster(Request request) {
        this.request = request;
    }

    /**
     * Starts all of it and returns when the gateway listens.
     *
     * @throws LocalClusterException when a part cannot run; nothing is left running
     * @throws io.breakwater.node.storage.LocalCassandraException when Cassandra cannot
     * @throws InterruptedException when the waiting thread is interrupted; nothing is left running
     */
    public static LocalCluster start(Request request) throws InterruptedException {
        request.ports().requireFree();
        LocalCluster cluster = new LocalCluster(request);
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "stop-cluster"));
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
        Ports ports = request.ports();
        Config config = config(ports);
        request.progress().accept("starting Cassandra");
        cassandra = LocalCassandra.start(LocalCassandraSettings.of(request.root(), config, System.getenv())
                .withDataDirectory(request.data().resolve("cassandra"))
                .withPorts(ports.cql(), ports.cassandraStorage()));
        running.push(new Part("Cassandra", cassandra));
        StorageSettings storage = StorageSettings.of(config).withContactPoint(cassandra.contactPoint());
        CassandraSchema.create(storage);
        request.progress().accept("starting the node");
        node = ClearingNode.start(storage.appliedTo(config), request.clock(), request.listeners());
        running.push(new Part("the node", node));
        request.progress().accept("starting the gateway");
        gateway = GatewayProcess.start(
                request.root(),
                request.data().resolve("gateway.log"),
                ports.gateway(),
                node.parts().grpc(),
                JvmOptions.of(config.getConfig("breakwater.local-gateway")));
        running.push(new Part("the gateway", gateway));
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

    /** Completes with the name of a part that ended though nobody stopped it. */
    public CompletableFuture<String> onFailure() {
        CompletableFuture<String> ended = new CompletableFuture<>();
        cassandra.onExit().thenRun(() -> tell(ended, "Cassandra"));
        gateway.onExit().thenRun(() -> tell(ended, "the gateway"));
        return ended;
    }

    private void tell(CompletableFuture<String> ended, String part) {
        if (!closed.get()) {
            ended.complete(part);
        }
    }

    /**
     * Stops the gateway, the node and Cassandra, in this order; the second call does nothing. A process that is told to end
     * does it too.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        for (Part part : running) {
            request.progress().accept("stopping " + part.name());
            try {
                part.stops().close();
            } catch (Exception failed) {
                request.progress().accept(part.name() + " did not stop in order: " + failed);
            }
        }
    }
}
