/**
 * The risk book on a node: it hears what every account of the node holds, values the newest prices, and nominates accounts
 * that may have changed health state until each has answered. Beside it: which shards live here and whom that makes
 * expected, and what the throttle must know of a market (open interest, heat map, depth, displacement), added up over the
 * nodes. The law of the book is {@code core.risk}; accounts are reached through {@code node.account}, prices through
 * {@code node.market}. Read {@link io.breakwater.node.risk.RiskBookActor} first.
 */
package io.breakwater.node.risk;
