package io.breakwater.core.oracle;

import java.util.List;

/**
 * What a feed keeps across a restart, so that it comes back with its averages and its doubts (risk model B.9). Quotes
 * are not kept: they would be stale.
 *
 * @param last the last published price
 * @param heardMillis time of the newest quote of the last quorum
 * @param warmUntilMillis until when the feed is warming up
 * @param isSilent whether it was STALE, or had not returned from a halt
 * @param isHalted whether it was halted
 * @param restartedMillis since when prices count for the jump limits
 * @param suspicion the jump that waited to be confirmed
 * @param samples published prices of the average's window, oldest first
 * @param stableNewest the stable price and the time of its last step
 * @param stableHistory samples of the stable price, oldest first
 */
public record WarmState(
        ValidatedPrice last,
        long heardMillis,
        long warmUntilMillis,
        boolean isSilent,
        boolean isHalted,
        long restartedMillis,
        Suspicion suspicion,
        List<PriceSample> samples,
        PriceSample stableNewest,
        List<PriceSample> stableHistory) {

    /** Copies the lists. */
    public WarmState {
        samples = List.copyOf(samples);
        stableHistory = List.copyOf(stableHistory);
    }
}
