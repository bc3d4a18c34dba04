package io.breakwater.node.grpc;

import java.util.function.Supplier;

/**
 * What a node says of itself besides its board and its cluster.
 *
 * @param watchedAccounts accounts in its risk book
 * @param unwatchedAccounts accounts without a current exposure
 * @param detectionLag from a price accepted to a nomination
 * @param decisionLag from a price accepted to a persisted decision
 * @param openLiquidations in progress
 */
public record NodeStatus(
        long watchedAccounts, long unwatchedAccounts, Lag detectionLag, Lag decisionLag, long openLiquidations) {

    /** Where it is asked for, at the moment of a call. */
    @FunctionalInterface
    public interface Gauges extends Supplier<NodeStatus> {}

    /**
     * Quantiles of a lag in microseconds, 0 where nothing was measured.
     *
     * @param count how many were measured
     * @param p50Micros half are at most this
     * @param p99Micros 99 of 100 are
     * @param p999Micros 999 of 1,000 are
     * @param maxMicros the longest
     */
    public record Lag(long count, long p50Micros, long p99Micros, long p999Micros, long maxMicros) {
        /** Nothing measured. */
        public static final Lag NONE = new Lag(0, 0, 0, 0, 0);
    }
}
