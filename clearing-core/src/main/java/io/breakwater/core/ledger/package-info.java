/**
 * What is owned and how it moves: a position is (quantity, quote), every movement between accounts is a settlement of
 * exactly two, and conservation can be checked over any set of accounts at every instant (architecture section 2,
 * invariants 1 and 2). Read {@link io.breakwater.core.ledger.Position} first.
 */
package io.breakwater.core.ledger;
