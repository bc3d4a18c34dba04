/**
 * The whole life of an account as two pure functions: {@code decide(account, command, context)} gives events or a
 * refusal with its numbers, {@code evolve(account, event)} gives the next account (architecture section 2). The actor
 * that owns an account, and the simulator, only execute them. Neighbours: {@code margin} values, {@code ledger}
 * balances, {@code protocol} carries settlements between two accounts. Read
 * {@link io.breakwater.core.account.Account} first, then {@link io.breakwater.core.account.AccountDecider}.
 */
package io.breakwater.core.account;
