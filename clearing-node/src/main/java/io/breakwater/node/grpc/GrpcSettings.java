package io.breakwater.node.grpc;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * Where a node serves the contract, and the bounds of it.
 *
 * @param host address it listens on
 * @param port port it listens on; 0 takes a free one
 * @param watchBound changes that may wait for a watcher before its stream ends with OVERLOADED
 * @param watchRenewal distance of two renewals of a watch
 * @param mostQuotes longest batch of quotes
 * @param mostSimulatedAccounts most accounts of one simulation
 * @param askTimeout how long a part of the node may take to answer
 * @param drain how long calls may take to end when the node stops
 */
public record GrpcSettings(
        String host,
        int port,
        int watchBound,
        Duration watchRenewal,
        int mostQuotes,
        int mostSimulatedAccounts,
        Duration askTimeout,
        Duration drain) {

    private static final String PATH = "breakwater.grpc";

    /**
     * Checks every setting.
     *
     * @throws IllegalArgumentException naming the setting, its value and its limit
     */
    public GrpcSettings {
        between("port", port, 0, 65_535);
        between("watch-bound", watchBound, 1, 1_000_000);
        between("watch-renewal-seconds", watchRenewal.toSeconds(), 1, 3_600);
        between("most-quotes", mostQuotes, 1, 1_000_000);
        between("most-simulated-accounts", mostSimulatedAccounts, 1, 1_000_000);
        between("ask-timeout-millis", askTimeout.toMillis(), 10, 600_000);
        between("drain-millis", drain.toMillis(), 1, 600_000);
    }

    /**
     * Reads {@code breakwater.grpc}.
     *
     * @throws IllegalArgumentException naming the setting, its value and its limit
     */
    public static GrpcSettings of(Config config) {
        Config grpc = config.getConfig(PATH);
        return new GrpcSettings(
                grpc.getString("host"),
                grpc.getInt("port"),
                grpc.getInt("watch-bound"),
                Duration.ofSeconds(grpc.getLong("watch-renewal-seconds")),
                grpc.getInt("most-quotes"),
                grpc.getInt("most-simulated-accounts"),
                Duration.ofMillis(grpc.getLong("ask-timeout-millis")),
                Duration.ofMillis(grpc.getLong("drain-millis")));
    }

    private static void between(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    PATH + "." + name + " is " + value + " and must be " + least + " to " + most);
        }
    }
}
