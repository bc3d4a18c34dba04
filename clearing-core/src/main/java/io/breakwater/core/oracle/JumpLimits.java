package io.breakwater.core.oracle;

import io.breakwater.core.money.Rate;

/**
 * How fast a price may move before it must be confirmed, and what confirms it (risk model B.9, step 5).
 *
 * @param withinShort largest relative move within the short window
 * @param shortMillis length of the short window
 * @param withinLong largest relative move within the long window
 * @param longMillis length of the long window, at most that of the average
 * @param fromAverage largest relative distance from the average
 * @param averageMillis length of the average
 * @param sampleMillis distance of the samples that the average and the long window are made of
 * @param confirmTicks how many ticks near the first suspect price, itself included, confirm it
 * @param confirmWithin how near they must be, relative to the first suspect price
 */
public record JumpLimits(
        Rate withinShort,
        long shortMillis,
        Rate withinLong,
        long longMillis,
        Rate fromAverage,
        long averageMillis,
        long sampleMillis,
        int confirmTicks,
        Rate confirmWithin) {

    /**
     * Refuses limits outside (0, 1), windows out of order and a confirmation without ticks.
     *
     * @throws IllegalArgumentException naming the field, its value and its limit
     */
    public JumpLimits {
        OracleParameters.requireProperFraction("withinShort", withinShort);
        OracleParameters.requireProperFraction("withinLong", withinLong);
        OracleParameters.requireProperFraction("fromAverage", fromAverage);
        OracleParameters.requireProperFraction("confirmWithin", confirmWithin);
        OracleParameters.requireWithin("shortMillis", shortMillis, 1, longMillis);
        OracleParameters.requireWithin("longMillis", longMillis, 1, averageMillis);
        OracleParameters.requireWithin("confirmTicks", confirmTicks, 1, 1_000);
        long fewestMillis = Math.max(1, averageMillis / PriceWindow.LARGEST_SAMPLES);
        OracleParameters.requireWithin("sampleMillis", sampleMillis, fewestMillis, longMillis);
    }

    /** The defaults of risk model B.15: 5% in 1 s, 15% in 60 s, 10% from the 5-minute average, 3 ticks within 1%. */
    public static JumpLimits defaults() {
        return new JumpLimits(
                Rate.of("0.05"), 1_000, Rate.of("0.15"), 60_000, Rate.of("0.10"), 300_000, 1_000, 3, Rate.of("0.01"));
    }
}
