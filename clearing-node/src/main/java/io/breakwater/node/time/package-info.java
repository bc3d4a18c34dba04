/**
 * The time of a node. Everything that decides, expires or waits asks the clock of its node, so that a recorded day can be
 * played through the real actors. Read {@link io.breakwater.node.time.NodeClock} first.
 */
package io.breakwater.node.time;
