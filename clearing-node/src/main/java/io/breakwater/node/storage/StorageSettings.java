package io.breakwater.node.storage;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where the journal is and how it is laid out: the settings {@code breakwater.storage}, checked.
 *
 * @param contactPoints {@code host:port} of some Cassandra nodes, from one to {@value #MOST_CONTACT_POINTS}
 * @param localDatacenter the data center this node reads and writes, by its name in Cassandra
 * @param keyspace the keyspace of journal and snapshots: small letters, digits and underscores, at most 48
 * @param replicationFactor copies of each event in the local data center, from one to {@value #MOST_COPIES}
 */
public record StorageSettings(
        List<String> contactPoints, String localDatacenter, String keyspace, int replicationFactor) {

    private static final String PATH = "breakwater.storage";
    private static final int MOST_CONTACT_POINTS = 16;
    private static final int MOST_COPIES = 9;
    private static final Pattern CONTACT_POINT = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])"
            + ":([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])");
    private static final Pattern DATACENTER = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    /** Narrower than Cassandra's own rule, so that a name is the same with quotes and without. */
    private static final Pattern KEYSPACE = Pattern.compile("[a-z][a-z0-9_]{0,47}");

    /**
     * Checks every setting.
     *
     * @throws IllegalArgumentException naming the setting, its value and what is allowed
     */
    public StorageSettings {
        contactPoints = List.copyOf(contactPoints);
        require(
                "contact-points",
                contactPoints,
                !contactPoints.isEmpty() && contactPoints.size() <= MOST_CONTACT_POINTS,
                "1 to " + MOST_CONTACT_POINTS + " of host:port");
        for (String point : contactPoints) {
            require("contact-points", point, CONTACT_POINT.matcher(point).matches(), "host:port");
        }
        require(
                "local-datacenter",
                localDatacenter,
                DATACENTER.matcher(localDatacenter).matches(),
                "1 to 64 letters, digits, dots, dashes and underscores");
        require(
                "keyspace",
                keyspace,
                KEYSPACE.matcher(keyspace).matches(),
                "a small letter and up to 47 small letters, digits and underscores");
        require(
                "replication-factor",
                replicationFactor,
                replicationFactor >= 1 && replicationFactor <= MOST_COPIES,
                "1 to " + MOST_COPIES);
    }

    /**
     * The settings of a configuration that has {@code storage.conf}.
     *
     * @throws IllegalArgumentException naming the setting, its value and what is allowed
     */
    public static StorageSettings of(Config config) {
        Config settings = config.getConfig(PATH);
        return new StorageSettings(
                Arrays.stream(settings.getString("contact-points").split(","))
                        .map(String::strip)
                        .toList(),
                settings.getString("local-datacenter"),
                settings.getString("keyspace"),
                settings.getInt("replication-factor"));
    }

    /**
     * The configuration with these settings everywhere they are read: by the node, by the journal's plugin, and as the
     * list of contact points that the driver wants. An actor system that persists is started with the result.
     */
    public Config appliedTo(Config config) {
        return ConfigFactory.parseMap(Map.of(
                        "datastax-java-driver.basic.contact-points",
                        contactPoints,
                        "datastax-java-driver.basic.load-balancing-policy.local-datacenter",
                        localDatacenter,
                        PATH + ".contact-points",
                        String.join(",", contactPoints),
                        PATH + ".local-datacenter",
                        localDatacenter,
                        PATH + ".keyspace",
                        keyspace,
                        PATH + ".replication-factor",
                        replicationFactor,
                        "pekko.persistence.cassandra.journal.keyspace",
                        keyspace,
                        "pekko.persistence.cassandra.snapshot.keyspace",
                        keyspace))
                .withFallback(config);
    }

    /** The same in another keyspace. */
    public StorageSettings withKeyspace(String other) {
        return new StorageSettings(contactPoints, localDatacenter, other, replicationFactor);
    }

    /** The same at other contact points. */
    public StorageSettings withContactPoint(InetSocketAddress point) {
        String address = point.getAddress().getHostAddress() + ":" + point.getPort();
        return new StorageSettings(List.of(address), localDatacenter, keyspace, replicationFactor);
    }

    private static void require(String name, Object value, boolean holds, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(PATH + "." + name + " is " + value + " and must be " + allowed);
        }
    }
}
