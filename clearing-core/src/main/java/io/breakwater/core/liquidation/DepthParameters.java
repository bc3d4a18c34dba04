package io.breakwater.core.liquidation;

import java.math.BigDecimal;

/**
 * How depth is smoothed before the throttle reads it (risk model B.13).
 *
 * @param averageSpacingMillis one sample of the average in each such step
 * @param averageSteps steps of the average
 * @param medianSpacingMillis one sample of the median in each such step
 * @param medianSteps steps of the median
 * @param floorShare depth is at least this share of its median, in [0, 1]
 */
public record DepthParameters(
        long averageSpacingMillis, int averageSteps, long medianSpacingMillis, int medianSteps, BigDecimal floorShare) {

    /** Refuses steps that are not positive and a share outside [0, 1]. */
    public DepthParameters {
        if (averageSpacingMillis <= 0 || averageSteps <= 0 || medianSpacingMillis <= 0 || medianSteps <= 0) {
            throw new IllegalArgumentException("steps of " + averageSteps + " x " + averageSpacingMillis + " ms and "
                    + medianSteps + " x " + medianSpacingMillis + " ms must be positive");
        }
        if (floorShare.signum() < 0 || floorShare.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("floorShare " + floorShare.toPlainString() + " is not in [0, 1]");
        }
    }

    /** The defaults of risk model B.13: seconds of 30 s, minutes of 24 h, 10 %. */
    public static DepthParameters defaults() {
        return new DepthParameters(1_000, 30, 60_000, 1_440, new BigDecimal("0.10"));
    }
}
