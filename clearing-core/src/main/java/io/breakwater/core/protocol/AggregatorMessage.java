package io.breakwater.core.protocol;

import io.breakwater.core.money.Rate;
import io.breakwater.core.oracle.Quote;

/** What an aggregator hears. */
public sealed interface AggregatorMessage {

    /** What the aggregator does on it. */
    AggregatorStep step(AggregatorState state, long now);

    /** Its journal is read; from here on it may publish. */
    record Started() implements AggregatorMessage {
        @Override
        public AggregatorStep step(AggregatorState state, long now) {
            return AggregatorProtocol.started(state, now);
        }
    }

    /**
     * A source quotes.
     *
     * @param quote of this symbol
     */
    record QuoteArrived(Quote quote) implements AggregatorMessage {
        @Override
        public AggregatorStep step(AggregatorState state, long now) {
            return AggregatorProtocol.quoted(state, quote);
        }
    }

    /** Its own timer: publish. */
    record Ticked() implements AggregatorMessage {
        @Override
        public AggregatorStep step(AggregatorState state, long now) {
            return AggregatorProtocol.ticked(state, now);
        }
    }

    /**
     * An operator or the waterfall stops the market.
     *
     * @param reason why, for the record
     */
    record HaltAsked(String reason) implements AggregatorMessage {
        @Override
        public AggregatorStep step(AggregatorState state, long now) {
            return AggregatorProtocol.halt(state, reason);
        }
    }

    /** The market may return. */
    record ResumeAsked() implements AggregatorMessage {
        @Override
        public AggregatorStep step(AggregatorState state, long now) {
            return AggregatorProtocol.resume(state);
        }
    }

    /**
     * The liquidation coordinator tells the symbol's throttle gain.
     *
     * @param gain below 1 while liquidation is slowed
     */
    record ThrottleReported(Rate gain) implements AggregatorMessage {
        @Override
        public AggregatorStep step(AggregatorState state, long now) {
            return AggregatorStep.to(state.throttled(gain.compareTo(Rate.ONE) < 0));
        }
    }
}
