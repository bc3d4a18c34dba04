/**
 * What a node knows of the markets: how they are defined (one directory in the cluster), their newest prices (broadcast by
 * {@code io.breakwater.node.oracle}), and the one immutable view that whoever decides is given. Read
 * {@link io.breakwater.node.market.MarketBoard} first, then {@link io.breakwater.node.market.BoardWriter}.
 */
package io.breakwater.node.market;
