package io.breakwater.gateway;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The bounds and addresses of a gateway, read from {@code breakwater.gateway}.
 *
 * @param host address it listens on
 * @param port port it listens on; 0 takes a free one
 * @param nodes names of nodes, each host:port; every address that a name resolves to is a node
 * @param probeInterval distance of two looks at the nodes and at their names
 * @param probeTimeout how long a node may take to say that it serves
 * @param defaultDeadline time of a unary call whose caller gives none
 * @param maxDeadline the most time that a unary call is given
 * @param maxMessageBytes largest message in either direction
 * @param maxUnaryInFlight unary calls at a time
 * @param maxStreams streams at a time
 * @param maxAttempts how often a call that may be repeated is sent, the first time included
 * @param retryDelay wait before it is sent again
 * @param drain how long calls may take to end when the gateway stops
 */
record GatewaySettings(
        String host,
        int port,
        List<String> nodes,
        Duration probeInterval,
        Duration probeTimeout,
        Duration defaultDeadline,
        Duration maxDeadline,
        int maxMessageBytes,
        int maxUnaryInFlight,
        int maxStreams,
        int maxAttempts,
        Duration retryDelay,
        Duration drain) {

    private static final int HIGHEST_PORT = 65_535;

    /** Refuses what cannot work; the message names the setting, its value and its limit. */
    GatewaySettings {
        nodes = List.copyOf(nodes);
        require(!nodes.isEmpty(), "nodes", nodes, "at least one host:port");
        nodes.forEach(node -> require(isHostAndPort(node), "nodes", node, "host:port"));
        require(port >= 0 && port <= HIGHEST_PORT, "port", port, "0 to " + HIGHEST_PORT);
        require(maxMessageBytes > 0, "max-message-bytes", maxMessageBytes, "above 0");
        require(maxUnaryInFlight > 0, "max-unary-in-flight", maxUnaryInFlight, "above 0");
        require(maxStreams > 0, "max-streams", maxStreams, "above 0");
        require(maxAttempts > 0, "max-attempts", maxAttempts, "above 0");
        require(isPositive(probeInterval), "probe-interval-millis", probeInterval.toMillis(), "above 0");
        require(isPositive(probeTimeout), "probe-timeout-millis", probeTimeout.toMillis(), "above 0");
        require(isPositive(defaultDeadline), "default-deadline-millis", defaultDeadline.toMillis(), "above 0");
        require(
                maxDeadline.compareTo(defaultDeadline) >= 0,
                "max-deadline-millis",
                maxDeadline.toMillis(),
                "at least default-deadline-millis");
    }

    /**
     * Reads {@code breakwater.gateway}.
     *
     * @throws IllegalArgumentException naming the setting that cannot work
     */
    static GatewaySettings from(Config root) {
        Config config = root.getConfig("breakwater.gateway");
        return new GatewaySettings(
                config.getString("host"),
                config.getInt("port"),
                Arrays.stream(config.getString("nodes").split(","))
                        .map(String::strip)
                        .filter(node -> !node.isEmpty())
                        .toList(),
                millis(config, "probe-interval-millis"),
                millis(config, "probe-timeout-millis"),
                millis(config, "default-deadline-millis"),
                millis(config, "max-deadline-millis"),
                config.getInt("max-message-bytes"),
                config.getInt("max-unary-in-flight"),
                config.getInt("max-streams"),
                config.getInt("max-attempts"),
                millis(config, "retry-delay-millis"),
                millis(config, "drain-millis"));
    }

    private static Duration millis(Config config, String key) {
        return Duration.ofMillis(config.getLong(key));
    }

    private static boolean isPositive(Duration time) {
        return !time.isNegative() && !time.isZero();
    }

    private static boolean isHostAndPort(String node) {
        int colon = node.lastIndexOf(':');
        String port = node.substring(colon + 1);
        return colon > 0 && port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= HIGHEST_PORT;
    }

    private static void require(boolean holds, String setting, Object value, String limit) {
        if (!holds) {
            throw new IllegalArgumentException("breakwater.gateway." + setting + " is " + value + ", must be " + limit);
        }
    }
}
