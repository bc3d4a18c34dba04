package io.breakwater.core.margin;

import io.breakwater.core.instrument.HealthThresholds;
import io.breakwater.core.instrument.Threshold;
import java.math.BigDecimal;

/**
 * The health state as a function of equity, maintenance margin and the previous state, and of nothing else.
 *
 * <p>The state is the worst one whose entry test holds, or which is not worse than the previous state and whose leave
 * test does not hold yet. E &lt; 0 is tested first, then MM = 0 (risk model B.8, invariant 4).
 */
public final class Health {

    private Health() {}

    /** The state of an account seen for the first time. */
    public static HealthState afresh(BigDecimal equity, BigDecimal maintenance, HealthThresholds thresholds) {
        return next(HealthState.HEALTHY, equity, maintenance, thresholds);
    }

    /** The state that follows {@code previous} at an equity and a maintenance margin. */
    public static HealthState next(
            HealthState previous, BigDecimal equity, BigDecimal maintenance, HealthThresholds thresholds) {
        if (equity.signum() < 0) {
            return HealthState.BANKRUPT;
        }
        if (maintenance.signum() == 0) {
            return HealthState.HEALTHY;
        }
        if (thresholds.backstopEnter().isHealthBelow(equity, maintenance)) {
            return HealthState.BACKSTOP;
        }
        for (HealthState state :
                new HealthState[] {HealthState.LIQUIDATING, HealthState.MARGIN_CALL, HealthState.WARNING}) {
            if (holds(state, previous, equity, maintenance, thresholds)) {
                return state;
            }
        }
        return HealthState.HEALTHY;
    }

    private static boolean holds(
            HealthState state,
            HealthState previous,
            BigDecimal equity,
            BigDecimal maintenance,
            HealthThresholds thresholds) {
        boolean lingers = !state.isWorseThan(previous);
        Threshold threshold = lingers ? leave(state, thresholds) : enter(state, thresholds);
        return threshold.isHealthBelow(equity, maintenance);
    }

    /** The threshold below which a state between WARNING and BACKSTOP is entered. */
    public static Threshold enter(HealthState state, HealthThresholds thresholds) {
        return switch (state) {
            case WARNING -> thresholds.warningEnter();
            case MARGIN_CALL -> thresholds.callEnter();
            case LIQUIDATING -> thresholds.liquidationEnter();
            case BACKSTOP -> thresholds.backstopEnter();
            case HEALTHY, BANKRUPT -> throw new IllegalArgumentException(state + " has no entry threshold");
        };
    }

    /** The threshold at or above which a state between WARNING and LIQUIDATING is left. */
    public static Threshold leave(HealthState state, HealthThresholds thresholds) {
        return switch (state) {
            case WARNING -> thresholds.warningLeave();
            case MARGIN_CALL -> thresholds.callLeave();
            case LIQUIDATING -> thresholds.liquidationLeave();
            case HEALTHY, BACKSTOP, BANKRUPT -> throw new IllegalArgumentException(state + " has no leave threshold");
        };
    }
}
