package io.breakwater.node.oracle;

import io.breakwater.core.oracle.BasisAverage;
import io.breakwater.core.protocol.AggregatorEvent;

/** What the journal of an aggregator holds: what the core decides, and the basis that the mark goes on from. */
sealed interface OracleEvent {

    /** The state after this fact. */
    OracleState applyTo(OracleState state);

    /**
     * The core's.
     *
     * @param event as it is written
     */
    record AggregatorFact(AggregatorEvent event) implements OracleEvent {
        @Override
        public OracleState applyTo(OracleState state) {
            return new OracleState(event.applyTo(state.aggregator()), state.basis());
        }
    }

    /**
     * The average basis, beside the warm state of the index.
     *
     * @param basis its average
     * @param sampledMillis when it was sampled last, UTC epoch milliseconds
     */
    record BasisKept(BasisAverage basis, long sampledMillis) implements OracleEvent {

        /** Before the first sample. */
        static final BasisKept NONE = new BasisKept(BasisAverage.NONE, 0);

        @Override
        public OracleState applyTo(OracleState state) {
            return new OracleState(state.aggregator(), this);
        }
    }
}
