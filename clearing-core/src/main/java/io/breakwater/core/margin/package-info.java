/**
 * The margin law: equity, requirements by size tier or by scenarios, health and its states, liquidation and bankruptcy
 * prices, each with every term that made it (risk model B.4 to B.8). Nothing is booked here, so everything is exact
 * decimal arithmetic, rounded once where it is shown. {@code Valuation} brings holdings and market together here; accounts,
 * the risk book and the liquidation read the results. Read {@link io.breakwater.core.margin.MarginAccount} first, then
 * {@link io.breakwater.core.margin.MarginCalculator}.
 */
package io.breakwater.core.margin;
