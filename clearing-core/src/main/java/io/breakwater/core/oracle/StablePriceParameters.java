package io.breakwater.core.oracle;

import io.breakwater.core.money.Rate;

/**
 * How slowly the stable price follows the index (risk model B.4).
 *
 * @param perSecond largest move a second, relative to the stable price
 * @param perPeriod largest move within a period, relative to the delayed copy
 * @param periodMillis the period, an hour
 * @param delayMillis how old the delayed copy is, a day
 * @param sampleMillis distance of the samples kept of the stable price over that delay
 * @param longestStepMillis the most time a single step may count, so that silence does not earn a jump
 */
public record StablePriceParameters(
        Rate perSecond,
        Rate perPeriod,
        long periodMillis,
        long delayMillis,
        long sampleMillis,
        long longestStepMillis) {

    /**
     * Refuses rates outside (0, 1) and windows out of order.
     *
     * @throws IllegalArgumentException naming the field, its value and its limit
     */
    public StablePriceParameters {
        OracleParameters.requireProperFraction("perSecond", perSecond);
        OracleParameters.requireProperFraction("perPeriod", perPeriod);
        OracleParameters.requireWithin("periodMillis", periodMillis, 1, delayMillis);
        long fewestMillis = Math.max(1, delayMillis / PriceWindow.LARGEST_SAMPLES);
        OracleParameters.requireWithin("sampleMillis", sampleMillis, fewestMillis, periodMillis);
        OracleParameters.requireWithin("longestStepMillis", longestStepMillis, 1, Math.min(periodMillis, 60_000));
    }

    /** 0.03% a second, 6% an hour of the copy of 24 hours ago, sampled every 5 minutes; a step counts at most 3 s. */
    public static StablePriceParameters defaults() {
        return new StablePriceParameters(Rate.of("0.0003"), Rate.of("0.06"), 3_600_000, 86_400_000, 300_000, 3_000);
    }
}
