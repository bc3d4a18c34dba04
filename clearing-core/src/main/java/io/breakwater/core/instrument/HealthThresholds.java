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

    /** Refuses a state that would be left below where it is entered, and entries that are not in order of severity. */
    public HealthThresholds {
        requireRising("backstopEnter", backstopEnter, "liquidationEnter", liquidationEnter);
        requireRising("liquidationEnter", liquidationEnter, "callEnter", callEnter);
        requireRising("callEnter", callEnter, "warningEnter", warningEnter);
        requireRising("liquidationEnter", liquidationEnter, "liquidationLeave", liquidationLeave);
        requireRising("liquidationLeave", liquidationLeave, "liquidationTarget", liquidationTarget);
        requireRising("callEnter", callEnter, "callLeave", callLeave);
        requireRising("warningEnter", warningEnter, "warningLeave", warningLeave);
    }

    private static void requireRising(String lowName, Threshold low, String highName, Threshold high) {
        if (low.isAbove(high)) {
            throw new IllegalArgumentException(lowName + " " + low + " is above " + highName + " " + high);
        }
    }

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
