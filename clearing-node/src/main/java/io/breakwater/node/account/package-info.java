/**
 * Accounts as sharded persistent actors: each executes the law of {@code core.account} and the settlement protocol on its
 * own journal, keeps the driver of its liquidation, and is on a durable list while it has something to bring to an end. It
 * reads the market from {@code node.market} and time from {@code node.time}; whoever needs to hear of changes hangs on
 * {@link io.breakwater.node.account.AccountListener}. Read {@link io.breakwater.node.account.AccountProtocol} first, then
 * {@link io.breakwater.node.account.AccountEntity}; {@link io.breakwater.node.account.ShardedAccounts} runs them.
 */
package io.breakwater.node.account;
