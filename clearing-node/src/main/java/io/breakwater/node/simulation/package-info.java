/**
 * The whole clearing loop in one process under simulated time: a crash generated from a seed or replayed from files,
 * accounts with a mix of leverage, prices, margin calls, liquidations at a velocity, keepers, backstops, the waterfall,
 * and the report of a run. Everything is a function of its arguments and a seed. Quotes come as
 * {@code io.breakwater.node.feed} tapes, rules and protocols from {@code io.breakwater.core}; the command line is
 * {@code io.breakwater.node.cli}. Read {@link io.breakwater.node.simulation.Simulation} first, then
 * {@link io.breakwater.node.simulation.House} and {@link io.breakwater.node.simulation.Waterfall}.
 */
package io.breakwater.node.simulation;
