package io.breakwater.node.oracle;

import io.breakwater.core.protocol.AggregatorState;

/**
 * What the journal of an aggregator says.
 *
 * @param aggregator the core's; the feed that runs is not in it
 * @param basis of the mark
 */
record OracleState(AggregatorState aggregator, OracleEvent.BasisKept basis) {}
