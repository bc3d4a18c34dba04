/**
 * What the contract needs beside its generated messages: how a refusal travels as a gRPC status, the names of the
 * metadata of a call, and the health of a process that serves. Used by the node, by the gateway and by clients alike; knows
 * the generated packages {@code io.breakwater.clearing.v1} and {@code io.breakwater.health.v1} and no other of ours. Read
 * {@link io.breakwater.contract.RefusalStatus} first.
 */
package io.breakwater.contract;
