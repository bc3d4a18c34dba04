package io.breakwater.core.risk;

import io.breakwater.core.instrument.HealthThresholds;
import io.breakwater.core.instrument.Threshold;
import io.breakwater.core.margin.HealthState;

/**
 * The two thresholds that bound each health state, as linear forms of equity and requirement.
 *
 * <p>A watch is the form {@code a*E - b*MM}. For the next worse threshold n/d it is {@code d*E - n*MM}, and the state is
 * left when the form is negative. For the next better one it is {@code -(d*E - n*MM)}, and the state is left when the form
 * is not positive. The entry to BANKRUPT, E &lt; 0, is the threshold 0/1 (risk model B.8). Both keep their word where MM
 * is 0: the form then has the sign of E.
 */
final class Watches {

    /** Watches of all states, by {@link #worse} and {@link #better}. */
    static final int COUNT = 2 * HealthState.values().length;

    /** No threshold on that side. */
    static final int NONE = -1;

    /** Largest part of a threshold fraction; keeps every form within its columns. */
    private static final long MOST = 1_024;

    private final long[] equityFactor = new long[COUNT];
    private final long[] requirementFactor = new long[COUNT];

    Watches(HealthThresholds thresholds) {
        setWorse(HealthState.HEALTHY, thresholds.warningEnter());
        setWorse(HealthState.WARNING, thresholds.callEnter());
        setWorse(HealthState.MARGIN_CALL, thresholds.liquidationEnter());
        setWorse(HealthState.LIQUIDATING, thresholds.backstopEnter());
        set(worse(HealthState.BACKSTOP), 1, 0);
        setBetter(HealthState.WARNING, thresholds.warningLeave());
        setBetter(HealthState.MARGIN_CALL, thresholds.callLeave());
        setBetter(HealthState.LIQUIDATING, thresholds.liquidationLeave());
        setBetter(HealthState.BACKSTOP, thresholds.backstopEnter());
        set(better(HealthState.BANKRUPT), -1, 0);
    }

    private void setWorse(HealthState state, Threshold threshold) {
        requireSmall(threshold);
        set(worse(state), threshold.denominator(), threshold.numerator());
    }

    private void setBetter(HealthState state, Threshold threshold) {
        requireSmall(threshold);
        set(better(state), -threshold.denominator(), -threshold.numerator());
    }

    private void set(int watch, long equity, long requirement) {
        equityFactor[watch] = equity;
        requirementFactor[watch] = requirement;
    }

    private static void requireSmall(Threshold threshold) {
        if (threshold.numerator() > MOST || threshold.denominator() > MOST) {
            throw new IllegalArgumentException("health threshold " + threshold + " has a part above " + MOST);
        }
    }

    /** The watch on the next worse threshold of a state, or {@link #NONE}. */
    static int worse(HealthState state) {
        return state == HealthState.BANKRUPT ? NONE : 2 * state.ordinal();
    }

    /** The watch on the next better threshold of a state, or {@link #NONE}. */
    static int better(HealthState state) {
        return state == HealthState.HEALTHY ? NONE : 2 * state.ordinal() + 1;
    }

    /** Whether a watch looks for recovery. */
    static boolean isBetter(int watch) {
        return (watch & 1) == 1;
    }

    /** The factor a of equity. */
    long equity(int watch) {
        return equityFactor[watch];
    }

    /** The factor b of the requirement. */
    long requirement(int watch) {
        return requirementFactor[watch];
    }
}
