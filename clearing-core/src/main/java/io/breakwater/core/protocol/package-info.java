/**
 * Protocols between entities as pure state machines: {@code step(state, message, now)} gives events, sends and timers.
 * Actors only execute them, and the simulator executes the same code under simulated time (architecture section 2). Read
 * {@link io.breakwater.core.protocol.SettlementProtocol} first; how fast liquidations may sell is
 * {@link io.breakwater.core.protocol.CoordinatorProtocol}, and {@link io.breakwater.core.protocol.LeaseHolder} at each node.
 */
package io.breakwater.core.protocol;
