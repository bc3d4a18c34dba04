package io.breakwater.core.account;

import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Quantity;
import java.util.Optional;

/**
 * Whether an account in liquidation sells a part of an open slice on these terms: prices permit it to continue, the slice
 * and the position have that much left, and health is higher afterwards, unless equity is negative already (risk model
 * B.9, B.10, invariant 5).
 */
final class SliceCheck {

    private SliceCheck() {}

    static Optional<Refusal> refusal(Account account, Settlement settlement, AccountContext context) {
        Leg leg = settlement.legOf(account.id());
        Optional<OpenSlice> slice = slice(account, settlement, leg);
        if (slice.isEmpty()) {
            return Optional.of(Refusal.of(
                    RefusalCode.SLICE_UNKNOWN, "slice", settlement.slice().orElse("none")));
        }
        return sizeRefusal(account, slice.get(), leg)
                .or(() -> TakeoverCheck.refusal(account, leg, context))
                .or(() -> healthRefusal(account, leg, context.market()));
    }

    private static Optional<OpenSlice> slice(Account account, Settlement settlement, Leg leg) {
        return account.liquidation()
                .flatMap(liquidation -> settlement.slice().map(liquidation.slices()::get))
                .filter(slice -> leg.movements().size() == 1
                        && leg.movements().get(0).instrument().equals(slice.instrument()));
    }

    private static Optional<Refusal> sizeRefusal(Account account, OpenSlice slice, Leg leg) {
        Quantity asked = leg.movements().get(0).quantity();
        Quantity available = SliceRules.available(account, slice);
        boolean fits = asked.signum() == available.signum() && asked.abs().compareTo(available.abs()) <= 0;
        return fits
                ? Optional.empty()
                : Optional.of(Refusal.of(RefusalCode.SLICE_EXCEEDED, "asked", asked, "available", available));
    }

    private static Optional<Refusal> healthRefusal(Account account, Leg leg, MarketView market) {
        Account booked = Projection.booked(account, leg, market);
        Optional<Refusal> uncovered =
                MarketCoverage.refusal(account, market).or(() -> MarketCoverage.refusal(booked, market));
        if (uncovered.isPresent()) {
            return uncovered;
        }
        MarginResult before = HealthAssessment.margin(account, market);
        MarginResult after = HealthAssessment.margin(booked, market);
        boolean raised = before.equity().signum() < 0 || MarginCheck.isBetter(before, after);
        return raised
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        RefusalCode.HEALTH_NOT_RAISED,
                        "equity before",
                        before.equity().toPlainString(),
                        "equity after",
                        after.equity().toPlainString()));
    }
}
