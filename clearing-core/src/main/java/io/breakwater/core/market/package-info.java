/**
 * What whoever decides sees of the market: one immutable view of marks, feed states, indices and facts, with their
 * epochs (architecture sections 2 and 3). Built by the node from the newest prices, read by accounts, the risk book and
 * the liquidation. Read {@link io.breakwater.core.market.MarketView} first.
 */
package io.breakwater.core.market;
