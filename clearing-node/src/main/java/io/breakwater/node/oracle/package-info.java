/**
 * Prices of underlyings: quotes of many sources come in, and one aggregator per underlying tells every node a validated
 * price, its mark and its volatility. It executes {@code core.protocol}'s aggregator; what a node does with the prices is
 * in {@code io.breakwater.node.market}. Read {@link io.breakwater.node.oracle.OracleProtocol} first.
 */
package io.breakwater.node.oracle;
