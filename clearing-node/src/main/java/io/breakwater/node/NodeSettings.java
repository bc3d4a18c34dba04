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

    private static final Pattern SEED = Pattern.compile("([^\\s:@/]+|\\[[0-9a-fA-F:]+]):([0-9]{1,5})");

    /** Copies the list. */
    public NodeSettings {
        seeds = List.copyOf(seeds);
    }

    /** Reads {@code breakwater.node}. */
    public static NodeSettings of(Config config) {
        Config node = config.getConfig("breakwater.node");
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

    /**
     * The addresses of the seeds.
     *
     * @throws IllegalArgumentException naming the seed that is none
     */
    List<Address> seedAddresses() {
        return seeds.stream().map(this::address).toList();
    }

    private Address address(String seed) {
        Matcher parts = SEED.matcher(seed);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "breakwater.node.seeds: " + seed + " is no address; write host:port, separated by commas");
        }
        return new Address("pekko", cluster, parts.group(1), Integer.parseInt(parts.group(2)));
    }

    /** The configuration with this address where remoting reads it; port 0 takes a free one. */
    public Config appliedTo(Config config) {
        return ConfigFactory.parseMap(Map.of(
                        "pekko.remote.artery.canonical.hostname", host,
                        "pekko.remote.artery.canonical.port", remotingPort))
                .withFallback(config);
    }
}
