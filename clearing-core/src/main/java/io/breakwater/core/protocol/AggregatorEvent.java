package io.breakwater.core.protocol;

import io.breakwater.core.margin.VolatilityRange;
import io.breakwater.core.oracle.WarmState;

/** What an aggregator has made durable. */
public sealed interface AggregatorEvent {

    /** The state after this fact. */
    AggregatorState applyTo(AggregatorState state);

    /**
     * A new incarnation publishes under this epoch.
     *
     * @param epoch higher than every one before
     */
    record EpochBegun(long epoch) implements AggregatorEvent {
        @Override
        public AggregatorState applyTo(AggregatorState state) {
            return state.inEpoch(epoch);
        }
    }

    /**
     * What the next incarnation starts from.
     *
     * @param feed last price, averages, doubts
     * @param range volatility and its history
     */
    record WarmStateKept(WarmState feed, VolatilityRange range) implements AggregatorEvent {
        @Override
        public AggregatorState applyTo(AggregatorState state) {
            return state.keeping(feed, range);
        }
    }

    /**
     * The feed was stopped.
     *
     * @param reason why, for the record
     */
    record Halted(String reason) implements AggregatorEvent {
        @Override
        public AggregatorState applyTo(AggregatorState state) {
            return state.halted(true);
        }
    }

    /** The feed was allowed to return. */
    record Resumed() implements AggregatorEvent {
        @Override
        public AggregatorState applyTo(AggregatorState state) {
            return state.halted(false);
        }
    }
}
