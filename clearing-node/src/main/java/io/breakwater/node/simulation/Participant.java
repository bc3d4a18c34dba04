package io.breakwater.node.simulation;

import io.breakwater.core.account.AccountRole;

/** What an account is for in a run. */
public enum Participant {
    /** Takes risk with leverage and may be liquidated. */
    TRADER(AccountRole.TRADER),
    /** Stands on the other side of every trader's opening trade, with much capital. */
    MARKET_MAKER(AccountRole.TRADER),
    /** Buys slices in auctions and unloads them. */
    KEEPER(AccountRole.KEEPER),
    /** Takes over what no keeper takes; one for each symbol. */
    BACKSTOP(AccountRole.BACKSTOP),
    /** An insurance fund: one for each symbol and a global one. */
    FUND(AccountRole.FUND),
    /** What the operator puts up behind the funds. */
    TRANCHE(AccountRole.TRANCHE);

    private final AccountRole role;

    Participant(AccountRole role) {
        this.role = role;
    }

    /** The rules its account keeps. */
    public AccountRole role() {
        return role;
    }
}
