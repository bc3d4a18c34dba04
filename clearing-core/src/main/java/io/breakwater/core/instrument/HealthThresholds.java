package io.breakwater.core.instrument;

/**
 * Where health states begin and end (risk model B.8). A state is entered strictly below its enter threshold and left at
 * or above its leave threshold.
 *
 * @param warningEnter 1.25
 * @param warningLeave 1.35
 * @param callEnter 1.10
 * @param callLeave 1.20
 * @param liquidationEnter 1.00
 * @param liquidationLeave 1.10
 * @param liquidationTarget 1.15, where a partial liquidation stops
 * @param backstopEnter 2/3
 */
public record HealthThresholds(
        Threshold warningEnter,
        Threshold warningLeave,
        Threshold callEnter,
        Threshold callLeave,
        Threshold liquidationEnter,
        Threshold liquidationLeave,
        Threshold liquidationTarget,
        Threshold backstopEnter) {

    /** The defaults of risk model B.15. */
    public static HealthThresholds defaults() {
        return new HealthThresholds(
                new Threshold(5, 4),
                new Threshold(27, 20),
                new Threshold(11, 10),
                new Threshold(6, 5),
                new Threshold(1, 1),
                new Threshold(11, 10),
                new Threshold(23, 20),
                new Threshold(2, 3));
    }
}
