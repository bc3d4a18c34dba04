package io.breakwater.core.instrument;

import java.util.Map;
import java.util.Optional;

/**
 * One version of every parameter that a margin decision reads. Versions are numbered by epoch; an account behind the
 * market's epoch refuses to decide (architecture section 2).
 *
 * @param epoch the version, rising
 * @param underlyings terms by underlying
 * @param collateral assets by name
 * @param health where states begin and end
 * @param liquidation costs and full-close rules
 * @param portfolio scenario set and charges
 */
public record RiskParameters(
        long epoch,
        Map<String, UnderlyingParameters> underlyings,
        Map<String, CollateralAsset> collateral,
        HealthThresholds health,
        LiquidationParameters liquidation,
        PortfolioParameters portfolio) {

    /** Copies the maps. */
    public RiskParameters {
        underlyings = Map.copyOf(underlyings);
        collateral = Map.copyOf(collateral);
    }

    /** The terms of an underlying, if it has any; an underlying without them is refused, never guessed. */
    public Optional<UnderlyingParameters> underlying(String name) {
        return Optional.ofNullable(underlyings.get(name));
    }

    /**
     * The terms of an instrument's underlying.
     *
     * @throws IllegalArgumentException when it has none; the message names both
     */
    public UnderlyingParameters termsOf(Instrument instrument) {
        return underlying(instrument.underlying())
                .orElseThrow(() -> new IllegalArgumentException(
                        "position " + instrument + ": no parameters for underlying " + instrument.underlying()));
    }
}
