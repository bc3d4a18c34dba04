/**
 * What a node knows of the markets: how they are defined, their newest prices, and the one immutable view that whoever
 * decides is given. Read {@link io.breakwater.node.market.MarketBoard} first.
 */
package io.breakwater.node.market;
