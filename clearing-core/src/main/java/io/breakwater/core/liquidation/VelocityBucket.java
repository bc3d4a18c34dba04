package io.breakwater.core.liquidation;

import io.breakwater.core.money.Money;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;

/**
 * The velocity of one symbol and side that one grantor has left: tokens, what it granted lately, and its gain.
 *
 * <p>Tokens never exceed the capacity and grow by the refill alone, so grants less returns of any window of W seconds are
 * at most capacity + refill*W (invariant 6).
 *
 * @param tokens at least 0, at most the capacity
 * @param capacity at the last refill
 * @param refilledMillis when tokens were last added
 * @param granted what was granted lately
 * @param gain what is granted of every room
 */
public record VelocityBucket(
        Money tokens, Money capacity, long refilledMillis, SlidingWindow granted, VelocityGain gain) {

    private static final BigDecimal MILLIS_PER_SECOND = BigDecimal.valueOf(1_000);

    /** A bucket without tokens, that has granted nothing. */
    public static VelocityBucket empty(VelocityBudgets budgets, long nowMillis) {
        SlidingWindow nothing = SlidingWindow.empty(budgets.spacingMillis(), budgets.longestWindowMillis());
        return new VelocityBucket(Money.ZERO, Money.ZERO, nowMillis, nothing, VelocityGain.full(nowMillis));
    }

    /** The bucket now: tokens added for the time since the last refill, rounded down, and the gain up to date. */
    public VelocityBucket refilled(VelocityConditions conditions, ThrottleParameters parameters, long nowMillis) {
        VelocityBudgets budgets = parameters.budgets();
        BigDecimal depth = conditions.depth().exact();
        Money full = Money.rounded(budgets.capacityOfDepth().multiply(depth), Rounding.DOWN);
        BigDecimal elapsed = BigDecimal.valueOf(Math.max(0, nowMillis - refilledMillis));
        BigDecimal added = budgets.refillOfDepthPerSecond()
                .multiply(depth)
                .multiply(elapsed)
                .divide(MILLIS_PER_SECOND);
        Money next = Money.rounded(tokens.exact().add(added).min(full.exact()), Rounding.DOWN);
        Money soldLately = granted.within(parameters.gain().observationMillis(), nowMillis);
        VelocityGain observed = gain.observed(conditions, soldLately, parameters.gain(), nowMillis);
        return new VelocityBucket(next, full, Math.max(refilledMillis, nowMillis), granted, observed);
    }

    /**
     * The bucket after a grant. With the throttle off more may be granted than there are tokens; they stay at least 0.
     */
    public VelocityBucket grant(Money amount, long nowMillis) {
        Money left = tokens.minus(amount).max(Money.ZERO);
        return new VelocityBucket(left, capacity, refilledMillis, granted.plus(amount, nowMillis), gain);
    }

    /** The bucket after a part of a grant comes back unsold. */
    public VelocityBucket giveBack(Money amount, long grantedMillis) {
        Money next = tokens.plus(amount).min(capacity);
        return new VelocityBucket(next, capacity, refilledMillis, granted.minus(amount, grantedMillis), gain);
    }

    /**
     * What a new grantor begins with: no tokens, and everything its predecessor granted lately as if it were granted now,
     * for their clocks cannot be compared.
     */
    public VelocityBucket inherited(long nowMillis) {
        VelocityGain same = new VelocityGain(gain.feedback(), nowMillis, nowMillis);
        return new VelocityBucket(Money.ZERO, capacity, nowMillis, granted.asOf(nowMillis), same);
    }
}
