/**
 * A whole cluster on one machine: Cassandra as a child process, one node in this process, the gateway as a child process,
 * started in that order and stopped in the other, and a file that says what runs. Used by {@code ./breakwater up} and
 * {@code ./breakwater demo}. Neighbours: {@code io.breakwater.node.storage} for Cassandra, the contract
 * {@code io.breakwater.clearing.v1} for what is asked of the gateway. Read {@link io.breakwater.node.local.LocalCluster}
 * first.
 */
package io.breakwater.node.local;
