package io.breakwater.core.margin;

/** How the positions of a sub-account share margin (risk model B.3). */
public enum MarginMode {
    /** All positions share all collateral; requirements add up. */
    CROSS,
    /** As CROSS, but with instruments of one underlying only and its own collateral. */
    ISOLATED,
    /** Scenario margin by underlying; the only mode that holds options. */
    PORTFOLIO
}
