package io.breakwater.core.protocol;

/**
 * The driver's waits.
 *
 * @param leaseMillis how long a lease may be used, from the moment the request was sent
 * @param requestTimeoutMillis after how long an unanswered request is sent again
 * @param retryMillis how long the driver rests when it can do nothing
 */
public record LiquidationTiming(long leaseMillis, long requestTimeoutMillis, long retryMillis) {

    /** Leases of 2 s (risk model B.13), requests sent again as often, a second of rest. */
    public static LiquidationTiming defaults() {
        return new LiquidationTiming(2_000, 2_000, 1_000);
    }
}
