package io.breakwater.core.oracle;

import java.util.List;
import java.util.Optional;

/**
 * What a feed keeps across a restart, so that it comes back with its averages and its doubts (risk model B.9). Quotes
 * are not kept: they would be stale.
 *
 * @param last the last published price
 * @param heardMillis time of the newest quote of the last quorum
 * @param warmUntilMillis until when the feed is warming up
 * @param isSilent whether it was STALE, or had not returned from a halt
 * @param isHalted whether it was halted
 * @param suspicion the jump that waited to be confirmed, if one did
 * @param supported published prices that jumps are measured from, oldest first
 * @param published all published prices of the average's window, oldest first
 * @param stableNewest the stable price and the time of its last step
 * @param stableHistory samples of the stable price, oldest first
 */
public record WarmState(
        ValidatedPrice last,
        long heardMillis,
        long warmUntilMillis,
        boolean isSilent,
        boolean isHalted,
        Optional<Suspicion> suspicion,
        List<PriceSample> supported,
        List<PriceSample> published,
        PriceSample stableNewest,
        List<PriceSample> stableHistory) {

    /** Copies the lists. */
    public WarmState {
        supported = List.copyOf(supported);
        published = List.copyOf(published);
        stableHistory = List.copyOf(stableHistory);
    }
}
