package io.breakwater.core.liquidation;

import java.math.BigDecimal;

/**
 * How much each budget still allows, as notional with money's decimals, rounded down, each at least 0 (risk model B.13,
 * G27).
 *
 * @param displacement what may be sold before the own mark stands too far from the outside index; the primary gate
 * @param tokens what the bucket holds
 * @param ordinaryTokens what of it is not kept for urgent accounts
 * @param impact what the impact window has left
 * @param openInterest what the open-interest window has left
 */
public record VelocityRooms(
        BigDecimal displacement,
        BigDecimal tokens,
        BigDecimal ordinaryTokens,
        BigDecimal impact,
        BigDecimal openInterest) {

    /** The tightest of all, for an urgent account. */
    public BigDecimal least() {
        return displacement.min(tokens).min(impact).min(openInterest);
    }

    /** The tightest of all, for any other account. */
    public BigDecimal ordinaryLeast() {
        return least().min(ordinaryTokens);
    }
}
