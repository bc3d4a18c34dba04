package io.breakwater.core.liquidation;

/**
 * One version of a symbol's velocity throttle.
 *
 * @param version rising; each grant names the version it was made under
 * @param enabled the off switch: when false, whatever is asked is granted, and still counted
 * @param budgets what bounds a sale
 * @param gain how the throttle answers to a cascade
 * @param fairness who is served first
 */
public record ThrottleParameters(
        long version, boolean enabled, VelocityBudgets budgets, GainParameters gain, FairnessParameters fairness) {

    /** The defaults of risk model B.15, switched on. */
    public static ThrottleParameters defaults() {
        return new ThrottleParameters(
                1, true, VelocityBudgets.defaults(), GainParameters.defaults(), FairnessParameters.defaults());
    }

    /** A later version with the switch on or off. */
    public ThrottleParameters switched(long newVersion, boolean on) {
        return new ThrottleParameters(newVersion, on, budgets, gain, fairness);
    }
}
