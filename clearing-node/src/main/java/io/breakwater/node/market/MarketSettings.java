package io.breakwater.node.market;

import com.typesafe.config.Config;
import io.breakwater.core.protocol.NodePricesParameters;
import java.time.Duration;

/**
 * Bounds and waits of the directory and of the board: the settings {@code breakwater.market}, checked.
 *
 * @param directory how much it takes
 * @param snapshotEveryEvents changes between two snapshots of the directory
 * @param persistRestartFirst real wait before a directory whose write failed is started again
 * @param persistRestartMost bound of that wait
 * @param askTimeout real time after which an answer counts as lost
 * @param prices when this node takes a price for old
 * @param refreshMillis the view is renewed at least so often, by the node's clock
 * @param healMillis the whole definitions are asked for so often, by the node's clock, so that a lost broadcast heals
 */
public record MarketSettings(
        DirectoryLimits directory,
        int snapshotEveryEvents,
        Duration persistRestartFirst,
        Duration persistRestartMost,
        Duration askTimeout,
        NodePricesParameters prices,
        long refreshMillis,
        long healMillis) {

    /** Random share of a restart's wait, so that all do not come back at one moment. */
    static final double RESTART_SPREAD = 0.2;

    static final int KEPT_SNAPSHOTS = 2;

    private static final String PATH = "breakwater.market";

    /**
     * Checks every setting.
     *
     * @throws IllegalArgumentException naming the setting, its value and its limit
     */
    public MarketSettings {
        between("snapshot-every-events", snapshotEveryEvents, 10, 1_000_000);
        between("persist-restart-first in ms", persistRestartFirst.toMillis(), 1, 600_000);
        between("persist-restart-most in ms", persistRestartMost.toMillis(), persistRestartFirst.toMillis(), 3_600_000);
        between("ask-timeout in ms", askTimeout.toMillis(), 10, 600_000);
        between("refresh-millis", refreshMillis, 1, prices.longestPauseMillis());
        between("heal-millis", healMillis, refreshMillis, 3_600_000);
    }

    /**
     * The settings of a configuration that has {@code oracle.conf}.
     *
     * @throws IllegalArgumentException naming the setting, its value and its limit
     */
    public static MarketSettings of(Config config) {
        Config market = config.getConfig(PATH);
        int mostSymbols = market.getInt("most-symbols");
        return new MarketSettings(
                new DirectoryLimits(
                        mostSymbols,
                        market.getInt("most-instruments"),
                        market.getInt("most-haircuts"),
                        market.getInt("most-operations")),
                market.getInt("snapshot-every-events"),
                market.getDuration("persist-restart-first"),
                market.getDuration("persist-restart-most"),
                market.getDuration("ask-timeout"),
                new NodePricesParameters(
                        market.getLong("stale-after-millis"), market.getLong("longest-pause-millis"), mostSymbols),
                market.getLong("refresh-millis"),
                market.getLong("heal-millis"));
    }

    private static void between(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    PATH + "." + name + " is " + value + " and must be " + least + " to " + most);
        }
    }
}
