/**
 * Protocols between entities as pure state machines: {@code step(state, message, now)} gives events, sends and timers.
 * Actors only execute them, and the simulator executes the same code under simulated time (architecture section 2). Read
 * {@link io.breakwater.core.protocol.SettlementProtocol} first.
 */
package io.breakwater.core.protocol;
