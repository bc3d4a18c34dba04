package io.breakwater.core.account;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import java.util.Optional;

/**
 * Re-tests a deleveraging at execution: a target gives up at most what it holds less its reserved closes, only while it
 * is in profit, never more than that profit, and never below its own maintenance requirement (risk model B.11, invariant 7).
 */
public final class DeleveragingCheck {

    private DeleveragingCheck() {}

    /** The most a target gives up of an instrument now, unsigned; zero when it does not qualify. */
    public static Quantity acceptable(Account account, Instrument instrument, Price mark) {
        boolean qualifies = !account.health().isLiquidation()
                && profit(account, instrument, mark).signum() > 0;
        return qualifies ? SliceRules.unreserved(account, instrument).abs() : Quantity.ZERO;
    }

    /** Unrealised profit of a position at a mark, rounded down. */
    public static Money profit(Account account, Instrument instrument, Price mark) {
        Position position = account.positions().get(instrument);
        return position == null
                ? Money.ZERO
                : mark.times(position.quantity(), Rounding.AGAINST_HOLDER).plus(position.quote());
    }

    static Optional<Refusal> refusal(Account account, Leg leg, AccountContext context) {
        Optional<Refusal> refusal = MarginCheck.feedRefusal(
                leg.movements().stream().map(Leg.Movement::instrument).toList(), context, FeedState.Action.SOCIALISE);
        if (refusal.isPresent()) {
            return refusal;
        }
        return isDeleveraged(account)
                ? TakeoverCheck.closesOnly(account, leg)
                : targetRefusal(account, leg, context.market());
    }

    /** The account whose loss it is; any other party is a target, also one that has come into liquidation since. */
    private static boolean isDeleveraged(Account account) {
        return account.health() == HealthState.BACKSTOP || account.health() == HealthState.BANKRUPT;
    }

    private static Optional<Refusal> targetRefusal(Account account, Leg leg, MarketView market) {
        for (Leg.Movement movement : leg.movements()) {
            Price mark = market.instruments().get(movement.instrument()).mark();
            Quantity most = acceptable(account, movement.instrument(), mark);
            Money loss = mark.times(movement.quantity(), Rounding.HALF_EVEN)
                    .plus(movement.quote())
                    .negate();
            boolean fits =
                    closes(account, movement) && movement.quantity().abs().compareTo(most) <= 0;
            if (!fits || loss.compareTo(profit(account, movement.instrument(), mark)) > 0) {
                return Optional.of(notDeleverageable(movement, most));
            }
        }
        return sinksTarget(account, leg, market)
                ? Optional.of(notDeleverageable(leg.movements().get(0), Quantity.ZERO))
                : Optional.empty();
    }

    private static boolean closes(Account account, Leg.Movement movement) {
        return movement.quantity().signum()
                        * account.quantity(movement.instrument()).signum()
                < 0;
    }

    /** Whether the target would fall below its own maintenance requirement by this alone (B.12, property 7). */
    private static boolean sinksTarget(Account account, Leg leg, MarketView market) {
        Account booked = Projection.booked(account, leg, market);
        if (leg.movements().isEmpty() || !MarketCoverage.isComplete(account, market)) {
            return false;
        }
        MarginResult after = HealthAssessment.margin(booked, market);
        return after.equity().compareTo(after.maintenance()) < 0;
    }

    private static Refusal notDeleverageable(Leg.Movement movement, Quantity most) {
        return Refusal.of(
                RefusalCode.NOT_DELEVERAGEABLE,
                "instrument",
                movement.instrument(),
                "asked",
                movement.quantity(),
                "accepts",
                most);
    }
}
