package io.breakwater.node.grpc;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.liquidation.AuctionProtocol;
import io.breakwater.node.liquidation.LiquidationsProtocol;
import io.breakwater.node.market.Directory;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.oracle.Oracles;
import io.breakwater.node.time.NodeClock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The parts of a node that its services ask.
 *
 * @param clock of the node
 * @param board newest state of the markets
 * @param accounts every account of the cluster
 * @param oracles every aggregator
 * @param directory definitions of the markets
 * @param floor auctions of slices
 * @param liquidations register of liquidations
 * @param openInterest of an instrument over the cluster in units, counted once
 * @param gauges what the node says of itself
 * @param isReady whether calls may be served
 */
public record NodeParts(
        NodeClock clock,
        MarketBoard board,
        Accounts accounts,
        Oracles oracles,
        Directory directory,
        ActorRef<AuctionProtocol.Message> floor,
        ActorRef<LiquidationsProtocol.Message> liquidations,
        Function<Instrument, Quantity> openInterest,
        NodeStatus.Gauges gauges,
        BooleanSupplier isReady) {}
