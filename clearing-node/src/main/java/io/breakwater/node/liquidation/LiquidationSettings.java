package io.breakwater.node.liquidation;

import com.typesafe.config.Config;
import io.breakwater.core.liquidation.AuctionParameters;
import io.breakwater.core.money.Money;
import io.breakwater.core.protocol.CoordinatorParameters;
import io.breakwater.core.protocol.LiquidationTiming;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * Times and bounds of everything in this package: the settings {@code breakwater.liquidation}, checked.
 *
 * @param auction how a discount grows
 * @param timing waits of a driver
 * @param coordinator times, shares and bounds of the velocity of liquidations
 * @param termMillis how long a term of the coordinator is held; the store ends it later
 * @param termGraceMillis how much later, so that what was written last is there to be read
 * @param termRenewMillis how often it is held again
 * @param throttleReportMillis how often the coordinator tells how far it holds each symbol back
 * @param snapshotEveryEvents events of a journal between two snapshots
 * @param persistRestartFirst real wait after a failed write
 * @param persistRestartMost bound of that wait
 * @param journalTimeout real time after which a write counts as lost
 * @param lossBacklog losses that may be in hand at once
 * @param haircutBatch deficits that one haircut covers at most
 * @param haircutParallelism holders that are charged, and accounts that are paid, at once
 * @param clearAttempts how often a settlement without an answer is asked for in one go
 * @param clearRetryMillis wait between them
 * @param recentTakes keepers' takes that are remembered with their answers
 * @param followerBacklog changes that a follower may leave unread
 * @param recentLiquidations ended liquidations that are remembered
 * @param sweepMillis accrued fees are swept at least so often
 * @param sweepThreshold fees due to one fund that are swept at once
 * @param sweepBatch accounts that are swept or caught up in one step
 * @param sweepPaceMillis wait between such steps
 * @param unwindMillis how often a backstop asks for velocity to unwind
 */
public record LiquidationSettings(
        AuctionParameters auction,
        LiquidationTiming timing,
        CoordinatorParameters coordinator,
        long termMillis,
        long termGraceMillis,
        long termRenewMillis,
        long throttleReportMillis,
        int snapshotEveryEvents,
        Duration persistRestartFirst,
        Duration persistRestartMost,
        Duration journalTimeout,
        int lossBacklog,
        int haircutBatch,
        int haircutParallelism,
        int clearAttempts,
        long clearRetryMillis,
        int recentTakes,
        int followerBacklog,
        int recentLiquidations,
        long sweepMillis,
        Money sweepThreshold,
        int sweepBatch,
        long sweepPaceMillis,
        long unwindMillis) {

    private static final String PATH = "breakwater.liquidation";

    /**
     * Checks every setting.
     *
     * @throws IllegalArgumentException naming the setting, its value and its limit
     */
    public LiquidationSettings {
        between("term-millis", termMillis, 1_000, 600_000);
        between("term-grace-millis", termGraceMillis, 1_000, 600_000);
        between("term-renew-millis", termRenewMillis, 1, termMillis / 2);
        between("throttle-report-millis", throttleReportMillis, 100, 60_000);
        between("snapshot-every-events", snapshotEveryEvents, 10, 1_000_000);
        between("loss-backlog", lossBacklog, 1, 1_000_000);
        between("journal-timeout in ms", journalTimeout.toMillis(), 10, 600_000);
        between("persist-restart-first in ms", persistRestartFirst.toMillis(), 1, 600_000);
        between("persist-restart-most in ms", persistRestartMost.toMillis(), persistRestartFirst.toMillis(), 3_600_000);
        between("haircut-batch", haircutBatch, 1, 100_000);
        between("haircut-parallelism", haircutParallelism, 1, 10_000);
        between("clear-attempts", clearAttempts, 1, 1_000);
        between("clear-retry-millis", clearRetryMillis, 1, 600_000);
        between("recent-takes", recentTakes, 1, 10_000_000);
        between("follower-backlog", followerBacklog, 1, 10_000_000);
        between("recent-liquidations", recentLiquidations, 1, 10_000_000);
        between("sweep-millis", sweepMillis, 1, 86_400_000);
        between("sweep-batch", sweepBatch, 1, 100_000);
        between("sweep-pace-millis", sweepPaceMillis, 1, 600_000);
        between("unwind-millis", unwindMillis, 1, 600_000);
    }

    /**
     * The settings of a configuration that has {@code liquidation.conf}.
     *
     * @throws IllegalArgumentException naming the setting, its value and its limit
     */
    public static LiquidationSettings of(Config config) {
        Config liquidation = config.getConfig(PATH);
        return new LiquidationSettings(
                auction(liquidation.getConfig("auction")),
                timing(liquidation.getConfig("driver")),
                coordinator(liquidation.getConfig("coordinator")),
                liquidation.getLong("coordinator.term-millis"),
                liquidation.getLong("coordinator.term-grace-millis"),
                liquidation.getLong("coordinator.term-renew-millis"),
                liquidation.getLong("coordinator.throttle-report-millis"),
                liquidation.getInt("snapshot-every-events"),
                liquidation.getDuration("persist-restart-first"),
                liquidation.getDuration("persist-restart-most"),
                liquidation.getDuration("journal-timeout"),
                liquidation.getInt("loss-backlog"),
                liquidation.getInt("haircut-batch"),
                liquidation.getInt("haircut-parallelism"),
                liquidation.getInt("clear-attempts"),
                liquidation.getLong("clear-retry-millis"),
                liquidation.getInt("recent-takes"),
                liquidation.getInt("follower-backlog"),
                liquidation.getInt("recent-liquidations"),
                liquidation.getLong("sweep.every-millis"),
                Money.of(liquidation.getString("sweep.threshold")),
                liquidation.getInt("sweep.batch"),
                liquidation.getLong("sweep.pace-millis"),
                liquidation.getLong("unwind-millis"));
    }

    private static AuctionParameters auction(Config auction) {
        return new AuctionParameters(
                new BigDecimal(auction.getString("first-discount")),
                new BigDecimal(auction.getString("last-discount-of-maintenance")),
                auction.getLong("ramp-millis"));
    }

    private static LiquidationTiming timing(Config driver) {
        between("driver.retry-millis", driver.getLong("retry-millis"), 1, 600_000);
        between("driver.request-timeout-millis", driver.getLong("request-timeout-millis"), 1, 600_000);
        between("driver.lease-millis", driver.getLong("lease-millis"), 1, 600_000);
        return new LiquidationTiming(
                driver.getLong("lease-millis"),
                driver.getLong("request-timeout-millis"),
                driver.getLong("retry-millis"));
    }

    private static CoordinatorParameters coordinator(Config coordinator) {
        return new CoordinatorParameters(
                coordinator.getLong("lease-millis"),
                coordinator.getLong("bundle-millis"),
                new BigDecimal(coordinator.getString("share")),
                coordinator.getInt("slots"),
                coordinator.getLong("slot-lease-millis"),
                coordinator.getLong("heartbeat-millis"),
                coordinator.getLong("silence-millis"),
                coordinator.getLong("answer-millis"),
                coordinator.getInt("max-nodes"),
                coordinator.getInt("max-bundles"),
                coordinator.getInt("max-wishes"),
                coordinator.getInt("max-leases"));
    }

    private static void between(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    PATH + "." + name + " is " + value + " and must be " + least + " to " + most);
        }
    }
}
