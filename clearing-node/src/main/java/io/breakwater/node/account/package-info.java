/**
 * Accounts as sharded persistent actors: each executes the law of {@code core.account} and the settlement protocol on its
 * own journal. Read {@link io.breakwater.node.account.AccountProtocol} first, then the entity.
 */
package io.breakwater.node.account;
