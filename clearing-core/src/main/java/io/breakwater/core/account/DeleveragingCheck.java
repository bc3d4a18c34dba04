package io.breakwater.core.account;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import java.util.Optional;

/**
 * Re-tests a deleveraging at execution: a target gives up at most what it holds less its reserved closes, only while it
 * is in profit, and never more than that profit (risk model B.11, invariant 7).
 */
public final class DeleveragingCheck {

    private DeleveragingCheck() {}

    /** The most a target gives up of an instrument now, unsigned; zero when it does not qualify. */
    public static Quantity acceptable(Account account, Instrument instrument, Price mark) {
        Quantity held = account.quantity(instrument);
        boolean qualifies = account.health() != HealthState.BANKRUPT
                && !account.health().isLiquidation()
                && profit(account, instrument, mark).signum() > 0;
        Quantity left = held.plus(SliceRules.reservedCloses(account, instrument, held));
        return qualifies ? left.abs() : Quantity.ZERO;
    }

    /** Unrealised profit of a position at a mark, rounded down. */
    public static Money profit(Account account, Instrument instrument, Price mark) {
        Position position = account.positions().get(instrument);
        return position == null
                ? Money.ZERO
                : mark.times(position.quantity(), Rounding.AGAINST_HOLDER).plus(position.quote());
    }

    static Optional<Refusal> refusal(Account account, Leg leg, AccountContext context) {
        boolean isTarget = account.role().isMargined() && !account.health().isLiquidation();
        if (!isTarget) {
            return Optional.empty();
        }
        for (Leg.Movement movement : leg.movements()) {
            Price mark =
                    context.market().instruments().get(movement.instrument()).mark();
            Quantity most = acceptable(account, movement.instrument(), mark);
            Money loss = mark.times(movement.quantity(), Rounding.HALF_EVEN)
                    .plus(movement.quote())
                    .negate();
            boolean opposes = movement.quantity().signum()
                            * account.quantity(movement.instrument()).signum()
                    < 0;
            boolean fits = opposes && movement.quantity().abs().compareTo(most) <= 0;
            if (!fits || loss.compareTo(profit(account, movement.instrument(), mark)) > 0) {
                return Optional.of(Refusal.of(
                        RefusalCode.NOT_DELEVERAGEABLE,
                        "instrument",
                        movement.instrument(),
                        "asked",
                        movement.quantity(),
                        "accepts",
                        most));
            }
        }
        return Optional.empty();
    }
}
