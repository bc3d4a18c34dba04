package io.breakwater.core.account;

/** What an account is for; houses' own accounts keep rules of their own. */
public enum AccountRole {
    /** A client's sub-account: margined, called and liquidated. */
    TRADER,
    /** A keeper that takes liquidation slices: margined like a trader. */
    KEEPER,
    /** Takes over what no keeper takes; bounded by its inventory cap, never liquidated itself. */
    BACKSTOP,
    /** An insurance fund: cash only, never negative. */
    FUND,
    /** The operator's tranche of the waterfall: cash only, never negative. */
    TRANCHE;

    /** Whether margin rules and health states apply. */
    public boolean isMargined() {
        return this == TRADER || this == KEEPER;
    }

    /** Whether it may hold cash only, and never less than nothing. */
    public boolean isFund() {
        return this == FUND || this == TRANCHE;
    }
}
