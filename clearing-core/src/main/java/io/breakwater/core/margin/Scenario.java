package io.breakwater.core.margin;

import java.math.BigDecimal;

/**
 * One joint move of spot and volatility (risk model B.7).
 *
 * @param spotShock relative move of spot
 * @param volatility which way volatility moves
 * @param weight share of the outcome that counts; below 1 for tails
 */
public record Scenario(BigDecimal spotShock, VolatilityMove volatility, BigDecimal weight) {

    /** Which way volatility moves. */
    public enum VolatilityMove {
        /** Up by the relative rise. */
        UP,
        /** Unchanged. */
        NONE,
        /** Down by the relative fall. */
        DOWN
    }
}
