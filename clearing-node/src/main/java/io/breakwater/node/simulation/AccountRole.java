package io.breakwater.node.simulation;

/** What an account is for in a run. */
public enum AccountRole {
    /** Takes risk with leverage and may be liquidated. */
    TRADER,
    /** Stands on the other side of every trader's opening trade, with much capital. */
    MARKET_MAKER,
    /** Buys slices in auctions and unloads them. */
    KEEPER,
    /** Takes over what no keeper takes; one for each symbol. */
    BACKSTOP,
    /** An insurance fund: one for each symbol and a global one. */
    FUND,
    /** What the operator puts up behind the funds. */
    TRANCHE
}
