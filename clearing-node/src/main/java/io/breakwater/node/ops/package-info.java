/**
 * What an operator sees of a node: metrics as Prometheus reads them, and whether it is alive and ready. It knows the
 * gauges of the other parts and none of their actors. Read {@link io.breakwater.node.ops.NodeMetrics} first.
 */
package io.breakwater.node.ops;
