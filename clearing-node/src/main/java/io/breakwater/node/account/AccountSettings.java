package io.breakwater.node.account;

import com.typesafe.config.Config;
import io.breakwater.core.account.AccountLimits;
import io.breakwater.core.account.AccountRole;
import java.time.Duration;
import org.apache.pekko.actor.typed.BackoffSupervisorStrategy;
import org.apache.pekko.actor.typed.SupervisorStrategy;

/**
 * Bounds and waits of account entities: the settings {@code breakwater.account}, checked.
 *
 * @param traderLimits bounds of a client's account
 * @param houseLimits bounds of keepers, backstops and funds
 * @param houseBatchCommands how many commands of such an account share one write
 * @param snapshotEveryEvents events between two snapshots
 * @param overdue waits of a first party for its counterparty, by the node's clock
 * @param driverRestart waits before a failed driver of a liquidation is started again, by the node's clock
 * @param askersPerSettlement how many wait for the end of one settlement; the newest are kept
 * @param watchersPerAccount how many follow one account
 * @param idleTimeout real time without a message after which an account leaves memory
 * @param persistRestart real waits before an account whose write failed is started again
 * @param askTimeout real time after which an answer counts as lost
 * @param busyRound real time between two questions to the accounts on a list of busy ones
 */
public record AccountSettings(
        AccountLimits traderLimits,
        AccountLimits houseLimits,
        int houseBatchCommands,
        int snapshotEveryEvents,
        Backoff overdue,
        Backoff driverRestart,
        int askersPerSettlement,
        int watchersPerAccount,
        Duration idleTimeout,
        Backoff persistRestart,
        Duration askTimeout,
        Duration busyRound) {

    private static final double RESTART_SPREAD = 0.2;
    private static final String PATH = "breakwater.account";

    /**
     * Checks every setting.
     *
     * @throws IllegalArgumentException naming the setting, its value and its limit
     */
    public AccountSettings {
        between("house-batch-commands", houseBatchCommands, 1, 1_000);
        between("snapshot-every-events", snapshotEveryEvents, 10, 1_000_000);
        between("askers-per-settlement", askersPerSettlement, 1, 1_000);
        between("watchers-per-account", watchersPerAccount, 1, 10_000);
        between(
                "idle-timeout in ms",
                idleTimeout.toMillis(),
                100,
                Duration.ofDays(7).toMillis());
        between(
                "ask-timeout in ms",
                askTimeout.toMillis(),
                10,
                Duration.ofMinutes(10).toMillis());
        between(
                "busy-round in ms",
                busyRound.toMillis(),
                100,
                Duration.ofHours(1).toMillis());
    }

    /**
     * The settings of a configuration that has {@code account.conf}.
     *
     * @throws IllegalArgumentException naming the setting, its value and its limit
     */
    public static AccountSettings of(Config config) {
        Config account = config.getConfig(PATH);
        return new AccountSettings(
                limits(account.getConfig("trader-limits")),
                limits(account.getConfig("house-limits")),
                account.getInt("house-batch-commands"),
                account.getInt("snapshot-every-events"),
                backoff(account, "overdue"),
                backoff(account, "driver-restart"),
                account.getInt("askers-per-settlement"),
                account.getInt("watchers-per-account"),
                account.getDuration("idle-timeout"),
                backoff(account, "persist-restart"),
                account.getDuration("ask-timeout"),
                account.getDuration("busy-round"));
    }

    private static AccountLimits limits(Config limits) {
        between("positions", limits.getInt("positions"), 1, 10_000);
        between("assets", limits.getInt("assets"), 0, 1_000);
        between("reservations", limits.getInt("reservations"), 1, 100_000);
        between("dedup-window-days", limits.getInt("dedup-window-days"), 1, 30);
        return new AccountLimits(
                limits.getInt("positions"),
                limits.getInt("assets"),
                limits.getInt("reservations"),
                limits.getInt("dedup-window-days"));
    }

    private static Backoff backoff(Config account, String name) {
        return new Backoff(
                account.getDuration(name + "-first").toMillis(),
                account.getDuration(name + "-most").toMillis());
    }

    /** Bounds of an account of a role. */
    AccountLimits limits(AccountRole role) {
        return role == AccountRole.TRADER ? traderLimits : houseLimits;
    }

    /** How many commands of an account of a role share one write; a client's are written one by one, without a wait. */
    int batchCommands(AccountRole role) {
        return role == AccountRole.TRADER ? 1 : houseBatchCommands;
    }

    /** An entity that has failed starts again, bounded, whether its write failed or its own logic. */
    BackoffSupervisorStrategy restartStrategy() {
        return SupervisorStrategy.restartWithBackoff(
                Duration.ofMillis(persistRestart.firstMillis()),
                Duration.ofMillis(persistRestart.mostMillis()),
                RESTART_SPREAD);
    }

    private static void between(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    PATH + "." + name + " is " + value + " and must be " + least + " to " + most);
        }
    }
}
