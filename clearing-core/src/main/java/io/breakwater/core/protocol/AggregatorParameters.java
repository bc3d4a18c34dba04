package io.breakwater.core.protocol;

import io.breakwater.core.margin.VolatilityParameters;
import io.breakwater.core.oracle.OracleParameters;

/**
 * What the aggregator of one symbol is configured with.
 *
 * @param oracle sources and limits of its prices
 * @param volatility how its range is estimated
 * @param keepMillis shortest distance of two events that keep its warm state
 */
public record AggregatorParameters(OracleParameters oracle, VolatilityParameters volatility, long keepMillis) {

    /**
     * Refuses to keep the warm state more often than it ticks.
     *
     * @throws IllegalArgumentException naming the field, its value and its limit
     */
    public AggregatorParameters {
        if (keepMillis < oracle.tickMillis()) {
            throw new IllegalArgumentException(
                    "keepMillis is " + keepMillis + ", below tickMillis " + oracle.tickMillis());
        }
    }

    /** Warm state every 30 s at most. */
    public static AggregatorParameters defaults(OracleParameters oracle, VolatilityParameters volatility) {
        return new AggregatorParameters(oracle, volatility, 30_000);
    }
}
