package io.breakwater.core.liquidation;

import io.breakwater.core.money.Money;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;

/**
 * How much of one symbol may be sold (or bought back) now without becoming the cascade it answers to.
 *
 * <p>{@code granted = gain * min(displacement room, tokens, impact room, open-interest room, request)}, rounded down once.
 * The displacement room is the primary gate: it limits the move that our sales cause and not their amount, so a
 * market-wide fall is not slowed. The impact room inverts the square-root law, {@code V*(i/(Y*sigma))^2} (risk model B.13,
 * G27).
 */
public final class VelocityThrottle {

    private VelocityThrottle() {}

    /**
     * What a grant may come to.
     *
     * @param total for all accounts
     * @param ordinary of it, for accounts that are not urgent
     */
    public record Budget(Money total, Money ordinary) {}

    /** The rooms of a bucket that is refilled up to now. */
    public static VelocityRooms rooms(
            VelocityBucket bucket, VelocityConditions conditions, ThrottleParameters parameters, long nowMillis) {
        VelocityBudgets budgets = parameters.budgets();
        BigDecimal tokens = bucket.tokens().exact();
        BigDecimal kept =
                parameters.fairness().urgentShare().multiply(bucket.capacity().exact());
        BigDecimal openInterest =
                budgets.openInterestShare().multiply(conditions.openInterest().exact());
        return new VelocityRooms(
                displacementRoom(conditions, budgets),
                tokens,
                room(tokens.subtract(kept)),
                room(impactBudget(conditions, budgets)
                        .subtract(bucket.granted()
                                .within(budgets.impactWindowMillis(), nowMillis)
                                .exact())),
                room(openInterest.subtract(bucket.granted()
                        .within(budgets.openInterestWindowMillis(), nowMillis)
                        .exact())));
    }

    /**
     * What may be granted of a request now; all of it when the throttle is switched off.
     *
     * @param bucket refilled up to now
     * @param requested by all accounts together, at least 0
     */
    public static Budget budget(
            VelocityBucket bucket,
            VelocityConditions conditions,
            ThrottleParameters parameters,
            Money requested,
            long nowMillis) {
        if (!parameters.enabled()) {
            return new Budget(requested, requested);
        }
        VelocityRooms rooms = rooms(bucket, conditions, parameters, nowMillis);
        BigDecimal gain =
                bucket.gain().value(conditions.branching(), parameters.gain()).exact();
        return new Budget(granted(gain, rooms.least(), requested), granted(gain, rooms.ordinaryLeast(), requested));
    }

    private static Money granted(BigDecimal gain, BigDecimal room, Money requested) {
        return Money.rounded(gain.multiply(room.min(requested.exact())), Rounding.DOWN);
    }

    private static BigDecimal displacementRoom(VelocityConditions conditions, VelocityBudgets budgets) {
        BigDecimal left = budgets.displacement().subtract(conditions.displacement());
        Ratio impact = conditions.impactPerNotional();
        return room(
                new Ratio(left.multiply(impact.denominator()), impact.numerator()).rounded(Money.SCALE, Rounding.DOWN));
    }

    private static BigDecimal impactBudget(VelocityConditions conditions, VelocityBudgets budgets) {
        BigDecimal impact =
                budgets.impact().min(budgets.impactOfMaintenance().multiply(conditions.topMaintenanceRate()));
        BigDecimal scale = budgets.impactConstant().multiply(conditions.dayVolatility());
        return Ratio.of(conditions.dayVolume().exact())
                .times(impact.multiply(impact))
                .dividedBy(scale.multiply(scale))
                .rounded(Money.SCALE, Rounding.DOWN);
    }

    private static BigDecimal room(BigDecimal left) {
        return left.max(BigDecimal.ZERO).setScale(Money.SCALE, Rounding.DOWN.mode());
    }
}
