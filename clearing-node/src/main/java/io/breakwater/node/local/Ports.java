package io.breakwater.node.local;

import com.typesafe.config.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * The ports of a cluster on this machine, all of them on the loopback address.
 *
 * @param cql where Cassandra answers
 * @param cassandraStorage where other Cassandras would connect
 * @param remoting of the node, for other nodes
 * @param node of the node's gRPC services
 * @param ops of the node's metrics and health
 * @param gateway of the gateway
 */
public record Ports(int cql, int cassandraStorage, int remoting, int node, int ops, int gateway) {

    private static final int PORTS = 6;
    private static final int MOST_PORT = 65_535;

    /**
     * Those of a configuration.
     *
     * @throws LocalClusterException naming the setting that is no port
     */
    public static Ports of(Config config) {
        return new Ports(
                port(config, "breakwater.local-cassandra.cql-port"),
                port(config, "breakwater.local-cassandra.storage-port"),
                port(config, "breakwater.node.remoting-port"),
                port(config, "breakwater.grpc.port"),
                port(config, "breakwater.ops.port"),
                port(config, "breakwater.local-gateway.port"));
    }

    private static int port(Config config, String setting) {
        String value = config.getString(setting);
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > MOST_PORT) {
            throw new LocalClusterException(setting + " is " + value + " and must be from 1 to " + MOST_PORT);
        }
        return Integer.parseInt(value);
    }

    /** Ports that nobody listens on at this moment. */
    public static Ports free() {
        List<ServerSocket> probes = new ArrayList<>();
        try {
            for (int i = 0; i < PORTS; i++) {
                probes.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> ports =
                    probes.stream().map(ServerSocket::getLocalPort).toList();
            return new Ports(ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4), ports.get(5));
        } catch (IOException none) {
            throw new UncheckedIOException("no free port on this machine", none);
        } finally {
            probes.forEach(Ports::close);
        }
    }

    private static void close(ServerSocket probe) {
        try {
            probe.close();
        } catch (IOException leftOpen) {
            throw new UncheckedIOException(leftOpen);
        }
    }

    /**
     * Makes sure that nobody listens on the ports of the node and of the gateway; Cassandra looks after its own.
     *
     * @throws LocalClusterException naming the port, whose it is, and the variable that changes it
     */
    void requireFree() {
        requireFree("node-to-node", remoting, "BREAKWATER_NODE_REMOTING_PORT");
        requireFree("node's gRPC", node, "BREAKWATER_GRPC_PORT");
        requireFree("node's metrics", ops, "BREAKWATER_OPS_PORT");
        requireFree("gateway's", gateway, "BREAKWATER_GATEWAY_PORT");
    }

    private static void requireFree(String whose, int port, String variable) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException inUse) {
            throw new LocalClusterException("the " + whose + " port " + port
                    + " of 127.0.0.1 is in use; stop its user or choose another one with " + variable);
        }
    }

    /** Where clients connect. */
    public InetSocketAddress gatewayAddress() {
        return new InetSocketAddress("127.0.0.1", gateway);
    }
}
