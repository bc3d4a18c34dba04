package io.breakwater.core.margin;

/** How an account stands, from best to worst; the order of the constants is the order of severity (risk model B.8). */
public enum HealthState {
    /** Enough margin. */
    HEALTHY,
    /** Close to a margin call. */
    WARNING,
    /** Reduce-only until cured. */
    MARGIN_CALL,
    /** Below maintenance: slices are being closed. */
    LIQUIDATING,
    /** Below two thirds of maintenance: the backstop takes all. */
    BACKSTOP,
    /** Equity below zero: the waterfall pays. */
    BANKRUPT;

    /** Whether this state is worse than another. */
    public boolean isWorseThan(HealthState other) {
        return ordinal() > other.ordinal();
    }

    /** Whether positions of the account are being closed by the house. */
    public boolean isLiquidation() {
        return ordinal() >= LIQUIDATING.ordinal();
    }
}
