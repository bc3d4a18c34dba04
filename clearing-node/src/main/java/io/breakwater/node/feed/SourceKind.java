package io.breakwater.node.feed;

/** What a source trades: only a spot market is first-hand evidence of the coin's own price (risk model B.9). */
public enum SourceKind {
    /** The coin itself. */
    SPOT,
    /** A perpetual, a future, or a reference price computed by a derivatives venue. */
    DERIVATIVE
}
