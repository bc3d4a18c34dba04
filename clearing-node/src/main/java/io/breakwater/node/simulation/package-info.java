/**
 * A market and its people for the simulator: a crash generated from a seed, accounts with a mix of leverage, the venue's
 * own book, keepers, and the report of a run. Everything is a function of its arguments and a seed; time is simulated.
 * Quotes come as {@code io.breakwater.node.feed} tapes, rules from {@code io.breakwater.core}. Read
 * {@link io.breakwater.node.simulation.CrashScenario} first, then {@link io.breakwater.node.simulation.Population} and
 * {@link io.breakwater.node.simulation.SimulationReport}.
 */
package io.breakwater.node.simulation;
