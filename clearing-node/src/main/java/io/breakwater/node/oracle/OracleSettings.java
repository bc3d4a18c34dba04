package io.breakwater.node.oracle;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * Bounds and waits of the aggregators: the settings {@code breakwater.oracle}, checked.
 *
 * @param batchQuotes most quotes of one batch
 * @param waitingMessages most messages that wait for a definition
 * @param snapshotEveryEvents events between two snapshots of an aggregator
 * @param persistRestartFirst real wait before an aggregator whose write failed is started again
 * @param persistRestartMost bound of that wait
 * @param askTimeout real time after which an answer counts as lost
 * @param wakeMillis every node tells each aggregator its definition so often, by its clock: one whose node has died is
 *     started again by another
 */
public record OracleSettings(
        int batchQuotes,
        int waitingMessages,
        int snapshotEveryEvents,
        Duration persistRestartFirst,
        Duration persistRestartMost,
        Duration askTimeout,
        long wakeMillis) {

    /** Random share of a restart's wait, so that all do not come back at one moment. */
    static final double RESTART_SPREAD = 0.2;

    static final int KEPT_SNAPSHOTS = 2;

    private static final String PATH = "breakwater.oracle";

    /**
     * Checks every setting.
     *
     * @throws IllegalArgumentException naming the setting, its value and its limit
     */
    public OracleSettings {
        between("batch-quotes", batchQuotes, 1, 100_000);
        between("waiting-messages", waitingMessages, 1, 100_000);
        between("snapshot-every-events", snapshotEveryEvents, 10, 1_000_000);
        between("persist-restart-first in ms", persistRestartFirst.toMillis(), 1, 600_000);
        between("persist-restart-most in ms", persistRestartMost.toMillis(), persistRestartFirst.toMillis(), 3_600_000);
        between("ask-timeout in ms", askTimeout.toMillis(), 10, 600_000);
        between("wake-millis", wakeMillis, 100, 3_600_000);
    }

    /**
     * The settings of a configuration that has {@code oracle.conf}.
     *
     * @throws IllegalArgumentException naming the setting, its value and its limit
     */
    public static OracleSettings of(Config config) {
        Config oracle = config.getConfig(PATH);
        return new OracleSettings(
                oracle.getInt("batch-quotes"),
                oracle.getInt("waiting-messages"),
                oracle.getInt("snapshot-every-events"),
                oracle.getDuration("persist-restart-first"),
                oracle.getDuration("persist-restart-most"),
                oracle.getDuration("ask-timeout"),
                oracle.getLong("wake-millis"));
    }

    private static void between(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    PATH + "." + name + " is " + value + " and must be " + least + " to " + most);
        }
    }
}
