package io.breakwater.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.actor.Address;

/**
 * Where a node lives and whom it joins, from {@code breakwater.node}.
 *
 * @param cluster name of the cluster
 * @param host where other nodes reach this one
 * @param remotingPort of node-to-node messages
 * @param seeds addresses to join; empty for a cluster that begins here
 * @param startTimeoutSeconds how long a start may take
 */
public record NodeSettings(String cluster, String host, int remotingPort, List<String> seeds, int startTimeoutSeconds) {

    private static final String PATH = "breakwater.node";
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]*");
    private static final Pattern SEED = Pattern.compile("(?:\\[[0-9a-fA-F:.]+]|[^:/@\\s\\[\\]]+):([0-9]{1,5})");
    private static final int HIGHEST_PORT = 65_535;

    /**
     * Copies the list, and checks every setting.
     *
     * @throws IllegalArgumentException naming the setting, its value and its limit
     */
    public NodeSettings {
        seeds = List.copyOf(seeds);
        require(
                NAME.matcher(cluster).matches(),
                "cluster",
                cluster,
                "letters, digits, - and _, the first a letter or a digit");
        require(!host.isBlank(), "host", host, "the name or address of a host");
        between("remoting-port", remotingPort, 0, HIGHEST_PORT);
        seeds.forEach(seed -> require(isSeed(seed), "seeds", seed, "host:port"));
        between("start-timeout-seconds", startTimeoutSeconds, 1, 3_600);
    }

    /**
     * Reads {@code breakwater.node}.
     *
     * @throws IllegalArgumentException naming the setting, its value and its limit
     */
    public static NodeSettings of(Config config) {
        Config node = config.getConfig(PATH);
        List<String> seeds = Arrays.stream(node.getString("seeds").split(","))
                .map(String::trim)
                .filter(seed -> !seed.isEmpty())
                .toList();
        return new NodeSettings(
                node.getString("cluster"),
                node.getString("host"),
                node.getInt("remoting-port"),
                seeds,
                node.getInt("start-timeout-seconds"));
    }

    /** The addresses of the seeds. */
    List<Address> seedAddresses() {
        return seeds.stream().map(this::address).toList();
    }

    private Address address(String seed) {
        int colon = seed.lastIndexOf(':');
        return new Address("pekko", cluster, seed.substring(0, colon), Integer.parseInt(seed.substring(colon + 1)));
    }

    /** The configuration with this address where remoting reads it; port 0 takes a free one. */
    public Config appliedTo(Config config) {
        return ConfigFactory.parseMap(Map.of(
                        "pekko.remote.artery.canonical.hostname", host,
                        "pekko.remote.artery.canonical.port", remotingPort))
                .withFallback(config);
    }

    private static boolean isSeed(String seed) {
        Matcher matcher = SEED.matcher(seed);
        return matcher.matches() && Integer.parseInt(matcher.group(1)) <= HIGHEST_PORT;
    }

    private static void between(String name, long value, long least, long most) {
        require(value >= least && value <= most, name, value, least + " to " + most);
    }

    private static void require(boolean holds, String name, Object value, String limit) {
        if (!holds) {
            throw new IllegalArgumentException(PATH + "." + name + " is " + value + " and must be " + limit);
        }
    }
}
