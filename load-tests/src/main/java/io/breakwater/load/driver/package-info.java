/**
 * Measures a running cluster through its gateway: an open loop of trades and deposits on a fixed schedule, then the same
 * commands without a schedule to find the throughput, and beside them, in the same run, what a bare persistent entity and
 * the bare Cassandra driver reach with the same bytes. It speaks through {@link io.breakwater.load.client} and reads the
 * journal's rows and the processes' CPU time from outside; it calls no class of the node. Read
 * {@link io.breakwater.load.driver.LoadLoop} first, then {@link io.breakwater.load.driver.LoadRun}.
 */
package io.breakwater.load.driver;
