package io.breakwater.core.protocol;

import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;

/**
 * The times, shares and bounds of the liquidation coordinator and of those who hold its leases (risk model B.13).
 *
 * @param leaseMillis time in which a lease must be spent, counted by its holder from when it asked
 * @param bundleMillis requests and grants of one such step go together
 * @param coordinatorShare share of every budget that the coordinator grants, in (0, 1); the rest is split over slots
 * @param slots how many nodes can hold a part of the rest at once
 * @param slotLeaseMillis how long a node holds a slot, counted from when it asked
 * @param heartbeatMillis a node asks at least this often, with or without wishes
 * @param silenceMillis without an answer for so long, a node counts the coordinator as gone
 * @param answerMillis time for which a late answer is still recognised, so that its leases are returned and not lost
 * @param maxNodes nodes that the coordinator answers
 * @param maxBundles bundles of one node that may wait at once
 * @param maxWishes wishes that one bundle may carry
 * @param maxLeases leases whose unfilled part may still come back
 */
public record CoordinatorParameters(
        long leaseMillis,
        long bundleMillis,
        BigDecimal coordinatorShare,
        int slots,
        long slotLeaseMillis,
        long heartbeatMillis,
        long silenceMillis,
        long answerMillis,
        int maxNodes,
        int maxBundles,
        int maxWishes,
        int maxLeases) {

    private static final int SHARE_DECIMALS = 12;

    /** Refuses times and bounds that are not positive, and a share outside (0, 1). */
    public CoordinatorParameters {
        requirePositive("leaseMillis", leaseMillis);
        requirePositive("bundleMillis", bundleMillis);
        requirePositive("slots", slots);
        requirePositive("slotLeaseMillis", slotLeaseMillis);
        requirePositive("heartbeatMillis", heartbeatMillis);
        requirePositive("silenceMillis", silenceMillis);
        requirePositive("answerMillis", answerMillis);
        requirePositive("maxNodes", maxNodes);
        requirePositive("maxBundles", maxBundles);
        requirePositive("maxWishes", maxWishes);
        requirePositive("maxLeases", maxLeases);
        if (coordinatorShare.signum() <= 0 || coordinatorShare.compareTo(BigDecimal.ONE) >= 0) {
            throw new IllegalArgumentException(
                    "coordinatorShare " + coordinatorShare.toPlainString() + " is not in (0, 1)");
        }
    }

    private static void requirePositive(String field, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(field + " " + value + " is not positive");
        }
    }

    /** The defaults of risk model B.13: leases of 2 s, bundles of 100 ms, 80 % and eight slots of 2.5 % for a minute. */
    public static CoordinatorParameters defaults() {
        return new CoordinatorParameters(
                2_000, 100, new BigDecimal("0.8"), 8, 60_000, 500, 2_000, 10_000, 256, 10, 10_000, 50_000);
    }

    /** The same with another step of bundles, and another number of leases whose unfilled part may still come back. */
    public CoordinatorParameters bundling(long millis, int leases) {
        return new CoordinatorParameters(
                leaseMillis,
                millis,
                coordinatorShare,
                slots,
                slotLeaseMillis,
                heartbeatMillis,
                silenceMillis,
                answerMillis,
                maxNodes,
                maxBundles,
                maxWishes,
                leases);
    }

    /** What one slot may grant, rounded down, so that all grantors together stay within the whole. */
    public BigDecimal slotShare() {
        return BigDecimal.ONE
                .subtract(coordinatorShare)
                .divide(BigDecimal.valueOf(slots), SHARE_DECIMALS, Rounding.DOWN.mode());
    }
}
