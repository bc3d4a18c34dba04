package io.breakwater.core.liquidation;

import io.breakwater.core.money.Rate;

/**
 * How the gain answers to a cascade: ahead of it by the branching ratio, behind it by what the price did (risk model
 * B.13).
 *
 * @param branchingTarget branching ratio that a gain of 1 may have
 * @param least smallest gain, in (0, 1]
 * @param observationMillis time over which a price move is compared with the predicted impact
 * @param surprise how many times the predicted impact a move must exceed to halve the gain
 * @param recoveryPerSecond what the gain regains a second
 */
public record GainParameters(
        Rate branchingTarget, Rate least, long observationMillis, Rate surprise, Rate recoveryPerSecond) {

    /** Refuses values outside their ranges. */
    public GainParameters {
        if (least.signum() <= 0 || least.compareTo(Rate.ONE) > 0) {
            throw new IllegalArgumentException("least gain " + least + " is not in (0, 1]");
        }
        if (branchingTarget.signum() <= 0 || surprise.signum() <= 0 || recoveryPerSecond.signum() < 0) {
            throw new IllegalArgumentException("branchingTarget " + branchingTarget + " and surprise " + surprise
                    + " must be positive, recoveryPerSecond " + recoveryPerSecond + " at least 0");
        }
        if (observationMillis <= 0) {
            throw new IllegalArgumentException("observationMillis " + observationMillis + " is not positive");
        }
    }

    /** The defaults of risk model B.15: 0.7, at least 0.1, 5 s, twice, 0.1 a second. */
    public static GainParameters defaults() {
        return new GainParameters(Rate.of("0.7"), Rate.of("0.1"), 5_000, Rate.of("2"), Rate.of("0.1"));
    }
}
