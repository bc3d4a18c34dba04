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
    private static final int MOST_ATTEMPTS = 100;
    private static final long LONGEST_WAIT_MILLIS = 600_000;
    private static final long LONGEST_DEADLINE_MILLIS = 86_400_000;

    /** Refuses what cannot work; the message names the setting, its value and its limit. */
    GatewaySettings {
        nodes = List.copyOf(nodes);
        require(!nodes.isEmpty(), "nodes", nodes, "at least one host:port");
        nodes.forEach(node -> require(isHostAndPort(node), "nodes", node, "host:port"));
        between("port", port, 0, HIGHEST_PORT);
        between("max-message-bytes", maxMessageBytes, 1, Integer.MAX_VALUE);
        between("max-unary-in-flight", maxUnaryInFlight, 1, Integer.MAX_VALUE);
        between("max-streams", maxStreams, 1, Integer.MAX_VALUE);
        between("max-attempts", maxAttempts, 1, MOST_ATTEMPTS);
        between("probe-interval-millis", probeInterval.toMillis(), 1, LONGEST_WAIT_MILLIS);
        between("probe-timeout-millis", probeTimeout.toMillis(), 1, LONGEST_WAIT_MILLIS);
        between("default-deadline-millis", defaultDeadline.toMillis(), 1, LONGEST_DEADLINE_MILLIS);
        between("max-deadline-millis", maxDeadline.toMillis(), defaultDeadline.toMillis(), LONGEST_DEADLINE_MILLIS);
        between("retry-delay-millis", retryDelay.toMillis(), 0, maxDeadline.toMillis());
        between("drain-millis", drain.toMillis(), 1, LONGEST_WAIT_MILLIS);
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

    private static boolean isHostAndPort(String node) {
        int colon = node.lastIndexOf(':');
        String port = node.substring(colon + 1);
        return colon > 0 && port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= HIGHEST_PORT;
    }

    private static void between(String setting, long value, long least, long most) {
        require(value >= least && value <= most, setting, value, least + " to " + most);
    }

    private static void require(boolean holds, String setting, Object value, String limit) {
        if (!holds) {
            throw new IllegalArgumentException("breakwater.gateway." + setting + " is " + value + ", must be " + limit);
        }
    }
}
