/**
 * How accounts below maintenance are sold off, over the cluster: the drivers of liquidations, velocity and its coordinator,
 * the floor on which keepers take, the backstop, and who pays for a loss. They execute the protocols of {@code
 * core.protocol} over the accounts of {@link io.breakwater.node.account}; what they decide is pure and lies in {@link
 * io.breakwater.node.desk}, which the simulation shares. Read {@link io.breakwater.node.liquidation.AuctionProtocol}
 * first.
 */
package io.breakwater.node.liquidation;
