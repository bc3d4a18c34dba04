package io.breakwater.core.protocol;

import io.breakwater.core.margin.VolatilityRange;
import io.breakwater.core.oracle.PriceAggregator;
import io.breakwater.core.oracle.WarmState;
import java.util.Optional;

/**
 * An aggregator between two messages: what its journal says, and the feed that runs since it started.
 *
 * @param parameters configuration
 * @param epoch the newest durable epoch; 0 before the first
 * @param isHalted whether the feed is stopped
 * @param warm what the newest incarnation kept, if it kept something
 * @param range volatility range; of the journal until started, then running
 * @param feed the running feed; absent until started
 * @param isThrottled whether the symbol's throttle gain was last below 1
 * @param keptMillis when the warm state was last kept
 */
public record AggregatorState(
        AggregatorParameters parameters,
        long epoch,
        boolean isHalted,
        Optional<WarmState> warm,
        Optional<VolatilityRange> range,
        Optional<PriceAggregator> feed,
        boolean isThrottled,
        long keptMillis) {

    /** An aggregator without a journal. */
    public static AggregatorState unborn(AggregatorParameters parameters) {
        return new AggregatorState(
                parameters, 0, false, Optional.empty(), Optional.empty(), Optional.empty(), false, Long.MIN_VALUE);
    }

    AggregatorState inEpoch(long newEpoch) {
        return new AggregatorState(parameters, newEpoch, isHalted, warm, range, feed, isThrottled, keptMillis);
    }

    AggregatorState halted(boolean halted) {
        Optional<PriceAggregator> next = feed.map(running -> halted ? running.halt() : running.resume());
        return new AggregatorState(parameters, epoch, halted, warm, range, next, isThrottled, keptMillis);
    }

    AggregatorState keeping(WarmState newWarm, VolatilityRange newRange) {
        return new AggregatorState(
                parameters,
                epoch,
                isHalted,
                Optional.of(newWarm),
                Optional.of(newRange),
                feed,
                isThrottled,
                newWarm.last().timeMillis());
    }

    AggregatorState running(PriceAggregator newFeed, VolatilityRange newRange) {
        return new AggregatorState(
                parameters,
                epoch,
                isHalted,
                warm,
                Optional.of(newRange),
                Optional.of(newFeed),
                isThrottled,
                keptMillis);
    }

    AggregatorState throttled(boolean throttled) {
        return new AggregatorState(parameters, epoch, isHalted, warm, range, feed, throttled, keptMillis);
    }
}
