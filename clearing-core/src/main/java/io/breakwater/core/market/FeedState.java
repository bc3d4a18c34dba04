package io.breakwater.core.market;

/** How far a symbol's price can be trusted, and so what it permits (risk model B.9). */
public enum FeedState {
    /** No price is confirmed yet: the feed has just started, or comes back from silence. */
    WARMUP,
    /** Quorum, every configured source present, and the price supported by over half of the weight. */
    LIVE,
    /** Quorum and support, but a source is missing. */
    DEGRADED,
    /** The price jumped or too little weight supports it. */
    SUSPECT,
    /** No quorum for longer than the feed allows: the last price ages. */
    STALE,
    /** Stopped by an operator or by the waterfall. */
    HALTED;

    /** What an action may do in a state. */
    public enum Verdict {
        /** Go ahead. */
        ALLOWED,
        /** Only when the account is below maintenance both at the price and at the five-minute average. */
        IF_BELOW_AT_BOTH_PRICES,
        /** Not in this state. */
        REFUSED
    }

    /** The actions that a feed state governs. */
    public enum Action {
        /** Deposit, reduce, repay. */
        REDUCE,
        /** New risk or a withdrawal. */
        NEW_RISK,
        /** Begin to liquidate an account. */
        START_LIQUIDATION,
        /** Offer a further slice of an account in liquidation; refused means a pause. */
        CONTINUE_LIQUIDATION,
        /** Deleverage or socialise a loss. */
        SOCIALISE
    }

    /** The permission table of risk model B.9. */
    public Verdict verdict(Action action) {
        return switch (action) {
            case REDUCE -> Verdict.ALLOWED;
            case NEW_RISK, SOCIALISE -> isTrusted() ? Verdict.ALLOWED : Verdict.REFUSED;
            case START_LIQUIDATION, CONTINUE_LIQUIDATION ->
                switch (this) {
                    case LIVE, DEGRADED -> Verdict.ALLOWED;
                    case SUSPECT, WARMUP -> Verdict.IF_BELOW_AT_BOTH_PRICES;
                    case STALE, HALTED -> Verdict.REFUSED;
                };
        };
    }

    /** Whether the price is good enough to take new risk on. */
    public boolean isTrusted() {
        return this == LIVE || this == DEGRADED;
    }
}
