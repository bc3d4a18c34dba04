/**
 * A whole cluster as a client meets it: real processes, spoken to through the gateway's public gRPC and through nothing else.
 * What the books must say is computed from public answers by {@code clearing-core}, which knows nothing of the node. Read
 * {@link io.breakwater.load.cluster.CrashThroughTheGatewayTest} first, then {@link io.breakwater.load.cluster.PublicBooks}.
 */
package io.breakwater.load.cluster;
