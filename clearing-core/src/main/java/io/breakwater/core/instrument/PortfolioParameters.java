package io.breakwater.core.instrument;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The scenario set and the charges of portfolio margin (risk model B.7).
 *
 * @param scanRange PSR, the largest ordinary spot move
 * @param volatilityUp relative rise of volatility
 * @param volatilityDown relative fall of volatility
 * @param tailShareOfScanRange a tail shock s counts with weight this*PSR/|s|
 * @param shortOptionMinimum charge on each net short option unit, as a share of its forward
 * @param grossFutures charge on each perpetual's and future's notional
 * @param initialFactor IM = this*MM
 * @param concentration tiers on |net delta| in settlement currency whose maintenance requirement is charged; none by
 *     default
 */
public record PortfolioParameters(
        BigDecimal scanRange,
        BigDecimal volatilityUp,
        BigDecimal volatilityDown,
        BigDecimal tailShareOfScanRange,
        BigDecimal shortOptionMinimum,
        BigDecimal grossFutures,
        BigDecimal initialFactor,
        Optional<MarginTiers> concentration) {

    /** The defaults of risk model B.15. */
    public static PortfolioParameters defaults() {
        return new PortfolioParameters(
                new BigDecimal("0.18"),
                new BigDecimal("0.5"),
                new BigDecimal("0.3"),
                new BigDecimal("0.77"),
                new BigDecimal("0.01"),
                new BigDecimal("0.005"),
                new BigDecimal("1.25"),
                Optional.empty());
    }
}
