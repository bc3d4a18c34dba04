/**
 * Who speaks to the world: a stateless process that serves the contract over gRPC and forwards each call to a node. It
 * checks who calls, bounds sizes, times and numbers, and passes messages on as bytes; it knows the contract and nothing of
 * how a node keeps it. Read {@link io.breakwater.gateway.Gateway} first, then {@link io.breakwater.gateway.Forwarding}.
 */
package io.breakwater.gateway;
