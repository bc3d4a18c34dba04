package io.breakwater.core.liquidation;

import io.breakwater.core.money.Int128;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;

/**
 * The share of its rooms that the throttle grants: halved when the price falls much further than our sales explain, and
 * slowly regained.
 *
 * <p>A fall counts as ours only while we sell: a market-wide fall is not slowed (risk model B.13). It halves at most once
 * in each observation time, for the same fall is seen many times.
 *
 * @param feedback what is left of the gain, in (0, 1]
 * @param updatedMillis when it was last brought up to date
 * @param restingUntilMillis before this it is not halved again
 */
public record VelocityGain(Rate feedback, long updatedMillis, long restingUntilMillis) {

    private static final long MILLIS_PER_SECOND = 1_000;

    /** The full gain. */
    public static VelocityGain full(long nowMillis) {
        return new VelocityGain(Rate.ONE, nowMillis, nowMillis);
    }

    /** What is granted of every room: the lesser of feedback and branching gain, never below the least. */
    public Rate value(BranchingRatio branching, GainParameters parameters) {
        return feedback.min(branching.gain(parameters)).max(parameters.least());
    }

    /**
     * Brings the gain up to date.
     *
     * @param soldLately what was sold within the observation time
     */
    VelocityGain observed(VelocityConditions conditions, Money soldLately, GainParameters parameters, long nowMillis) {
        Rate recovered = recovered(parameters, nowMillis);
        BigDecimal surprise = parameters.surprise().exact().multiply(soldLately.exact());
        boolean surprised = soldLately.signum() > 0
                && conditions.impactPerNotional().times(surprise).compareTo(conditions.recentMove()) < 0;
        if (!surprised || nowMillis < restingUntilMillis) {
            return new VelocityGain(recovered, Math.max(updatedMillis, nowMillis), restingUntilMillis);
        }
        Rate current = new VelocityGain(recovered, nowMillis, 0).value(conditions.branching(), parameters);
        Rate halved = new Rate(current.units() / 2).max(parameters.least());
        return new VelocityGain(halved, nowMillis, nowMillis + parameters.observationMillis());
    }

    private Rate recovered(GainParameters parameters, long nowMillis) {
        long elapsed = Math.max(0, nowMillis - updatedMillis);
        Int128 regained = Int128.product(parameters.recoveryPerSecond().units(), elapsed);
        BigDecimal exact = new BigDecimal(regained.toBigInteger())
                .movePointLeft(Rate.SCALE)
                .divide(BigDecimal.valueOf(MILLIS_PER_SECOND))
                .add(feedback.exact())
                .min(BigDecimal.ONE);
        return Rate.rounded(exact, Rounding.DOWN);
    }
}
