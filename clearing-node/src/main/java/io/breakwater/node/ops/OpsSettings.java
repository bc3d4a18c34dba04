package io.breakwater.node.ops;

import com.typesafe.config.Config;

/**
 * Where a node answers operators: the settings {@code breakwater.ops}, checked.
 *
 * @param host interface to listen on
 * @param port to listen on; 0 takes a free one
 */
public record OpsSettings(String host, int port) {

    private static final int MOST_PORT = 65_535;

    /**
     * Checks the port.
     *
     * @throws IllegalArgumentException naming the setting, its value and the limit
     */
    public OpsSettings {
        if (port < 0 || port > MOST_PORT) {
            throw new IllegalArgumentException("breakwater.ops.port is " + port + " and must be in 0 to " + MOST_PORT);
        }
    }

    /** The settings of a configuration that has {@code ops.conf}. */
    public static OpsSettings of(Config config) {
        Config ops = config.getConfig("breakwater.ops");
        return new OpsSettings(ops.getString("host"), ops.getInt("port"));
    }
}
