package io.breakwater.load.cluster;

import io.breakwater.clearing.v1.GetStatusRequest;
import io.breakwater.load.client.Calls;
import io.breakwater.load.client.ClearingClient;
import io.breakwater.node.storage.CassandraForTests;
import io.breakwater.node.storage.StorageSettings;
import io.grpc.StatusRuntimeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A cluster of one node and one gateway in processes of their own, on the Cassandra of the build and free ports.
 *
 * <p>The processes are started from what the build has made: the classes of the modules and the libraries that packaging
 * has put beside them. Without those ({@code mvn test} on a fresh checkout) the test is skipped and says so.
 */
final class ClusterForTests implements BeforeAllCallback, AfterAllCallback {

    private static final Duration START_PATIENCE = Duration.ofSeconds(240);
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** A node on a busy machine is slow and no worse: it waits for answers, and a pause is no reason to doubt a price. */
    private static final Map<String, String> PATIENT_NODE = Map.of(
            "JDK_JAVA_OPTIONS", "-Ddatastax-java-driver.basic.request.timeout=60s",
            "BREAKWATER_ACCOUNT_ASK_TIMEOUT", "60 s",
            "BREAKWATER_MARKET_ASK_TIMEOUT", "60 s",
            "BREAKWATER_ORACLE_ASK_TIMEOUT", "60 s",
            "BREAKWATER_GRPC_ASK_TIMEOUT_MILLIS", "60000",
            "BREAKWATER_MARKET_STALE_AFTER_MILLIS", "60000",
            "BREAKWATER_MARKET_LONGEST_PAUSE_MILLIS", "60000");

    private final CassandraForTests cassandra = new CassandraForTests();
    private JavaProcess node;
    private JavaProcess gateway;
    private String gatewayAddress;

    @Override
    public void beforeAll(ExtensionContext context) {
        Path root = root();
        requirePackaged(root, "clearing-node");
        requirePackaged(root, "gateway");
        cassandra.beforeAll(context);
        Path logs = root.resolve("load-tests/target/cluster")
                .resolve(context.getRequiredTestClass().getSimpleName());
        int nodePort = JavaProcess.freePort();
        node = startNode(root, nodePort, logs);
        awaitAnswer(node, "127.0.0.1:" + nodePort);
        int port = JavaProcess.freePort();
        gateway = startGateway(root, nodePort, port, logs);
        gatewayAddress = "127.0.0.1:" + port;
        awaitAnswer(gateway, gatewayAddress);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (gateway != null) {
            gateway.close();
        }
        if (node != null) {
            node.close();
        }
    }

    /** Where the gateway listens. */
    String gatewayAddress() {
        return gatewayAddress;
    }

    long nodePid() {
        return node.pid();
    }

    long gatewayPid() {
        return gateway.pid();
    }

    /** Where its journal is. */
    StorageSettings storage() {
        return cassandra.settings();
    }

    /** A client of the gateway under a name. */
    ClearingClient client(String caller) {
        return new ClearingClient(gatewayAddress, caller, DEADLINE);
    }

    private JavaProcess startNode(Path root, int port, Path logs) {
        Map<String, String> environment = new HashMap<>(PATIENT_NODE);
        environment.put(
                "BREAKWATER_CASSANDRA_CONTACT_POINTS",
                String.join(",", storage().contactPoints()));
        environment.put("BREAKWATER_CASSANDRA_KEYSPACE", storage().keyspace());
        environment.put("BREAKWATER_NODE_REMOTING_PORT", Integer.toString(JavaProcess.freePort()));
        environment.put("BREAKWATER_GRPC_PORT", Integer.toString(port));
        environment.put("BREAKWATER_OPS_PORT", Integer.toString(JavaProcess.freePort()));
        return JavaProcess.start(
                "node",
                classPath(root, "clearing-node", "clearing-core", "proto", "clearing-node/journal"),
                "io.breakwater.node.ClearingNode",
                environment,
                logs);
    }

    private static JavaProcess startGateway(Path root, int nodePort, int port, Path logs) {
        return JavaProcess.start(
                "gateway",
                classPath(root, "gateway", "proto"),
                "io.breakwater.gateway.GatewayMain",
                Map.of(
                        "BREAKWATER_NODES",
                        "127.0.0.1:" + nodePort,
                        "BREAKWATER_GATEWAY_PORT",
                        Integer.toString(port),
                        "BREAKWATER_GATEWAY_PROBE_TIMEOUT_MILLIS",
                        "60000"),
                logs);
    }

    /** Our classes as they were compiled last, and then the libraries of the first module. */
    private static List<Path> classPath(Path root, String... modules) {
        List<Path> classes = new ArrayList<>();
        for (String module : modules) {
            classes.add(root.resolve(module).resolve("target/classes"));
        }
        classes.add(root.resolve(modules[0]).resolve("target/lib/*"));
        return classes;
    }

    private static void requirePackaged(Path root, String module) {
        Assumptions.assumeTrue(
                Files.isDirectory(root.resolve(module).resolve("target/lib")),
                module + " is not packaged: mvn -pl clearing-node,gateway -am -DskipTests package");
    }

    private static void awaitAnswer(JavaProcess process, String address) {
        try (ClearingClient client = new ClearingClient(address, "tester", Duration.ofSeconds(5))) {
            Await.until(address + " answers", START_PATIENCE, () -> {
                process.requireAlive();
                try {
                    return Optional.of(client.call(Calls.GET_STATUS, GetStatusRequest.getDefaultInstance()));
                } catch (StatusRuntimeException notYet) {
                    return Optional.empty();
                }
            });
        }
    }

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(directory.resolve("breakwater"))) {
            directory = directory.getParent();
        }
        return directory;
    }
}
