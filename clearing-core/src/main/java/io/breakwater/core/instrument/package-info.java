/**
 * What can be held and on what terms: instruments and their names, size tiers, lots and ticks, collateral with
 * piecewise haircuts, and the versioned parameters of a market (risk model B.2, B.5, B.15). It knows money and nothing
 * else. Read {@link io.breakwater.core.instrument.Instrument} first, then
 * {@link io.breakwater.core.instrument.RiskParameters}.
 */
package io.breakwater.core.instrument;
