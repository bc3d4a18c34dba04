package io.breakwater.core.account;

import io.breakwater.core.ledger.Leg;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Quantity;
import java.util.Optional;

/**
 * Whether the backstop takes positions of an account: only in liquidation, at prices that permit one to continue, and no
 * more than is held and not yet reserved, so that no side flips (risk model B.9, B.10, invariant 5).
 */
final class TakeoverCheck {

    private TakeoverCheck() {}

    static Optional<Refusal> refusal(Account account, Leg leg, AccountContext context) {
        if (!account.health().isLiquidation()) {
            return Optional.of(Refusal.of(RefusalCode.NOT_IN_LIQUIDATION, "state", account.health()));
        }
        if (!HealthAssessment.mayLiquidate(account, context.market(), FeedState.Action.CONTINUE_LIQUIDATION)) {
            return Optional.of(Refusal.of(RefusalCode.FEED_NOT_TRUSTED, "account", account.id()));
        }
        return closesOnly(account, leg);
    }

    /** A refusal of the first movement that would close more than is held and not yet reserved. */
    static Optional<Refusal> closesOnly(Account account, Leg leg) {
        for (Leg.Movement movement : leg.movements()) {
            Quantity left = SliceRules.unreserved(account, movement.instrument());
            boolean closes = movement.quantity().signum() * left.signum() < 0
                    && movement.quantity().abs().compareTo(left.abs()) <= 0;
            if (!closes) {
                return Optional.of(Refusal.of(
                        RefusalCode.SLICE_EXCEEDED, "asked", movement.quantity(), "closable", left.negate()));
            }
        }
        return Optional.empty();
    }
}
