package io.breakwater.node.account;

import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.time.NodeClock;

/**
 * Everything an account entity needs of its node.
 *
 * @param clock event time and timers
 * @param board the newest view of the markets
 * @param accounts the way to the other party of a settlement
 * @param busy remembers who must be started with its shard
 * @param listener hears of every durable change on this node
 * @param drivers makes the driver of a liquidation
 * @param settings bounds and waits
 */
public record AccountSurroundings(
        NodeClock clock,
        MarketBoard board,
        Accounts accounts,
        BusyAccounts busy,
        AccountListener listener,
        LiquidationDrivers drivers,
        AccountSettings settings) {}
