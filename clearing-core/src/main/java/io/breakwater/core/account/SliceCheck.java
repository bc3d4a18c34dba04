package io.breakwater.core.account;

import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.money.Quantity;
import java.util.Optional;

/**
 * Whether an account in liquidation sells a part of an open slice on these terms: the slice has that much left, and
 * health is higher afterwards, unless equity is negative already (risk model B.10, invariant 5).
 */
final class SliceCheck {

    private SliceCheck() {}

    static Optional<Refusal> refusal(Account account, Settlement settlement, Leg leg, AccountContext context) {
        OpenSlice slice = account.liquidation()
                .flatMap(liquidation -> settlement.slice().map(liquidation.slices()::get))
                .orElse(null);
        boolean matches = slice != null
                && leg.movements().size() == 1
                && leg.movements().get(0).instrument().equals(slice.instrument());
        if (!matches) {
            return Optional.of(Refusal.of(
                    RefusalCode.SLICE_UNKNOWN, "slice", settlement.slice().orElse("none")));
        }
        Quantity asked = leg.movements().get(0).quantity();
        Quantity available = SliceRules.available(account, slice);
        boolean fits = asked.signum() == available.signum() && asked.abs().compareTo(available.abs()) <= 0;
        if (!fits) {
            return Optional.of(Refusal.of(RefusalCode.SLICE_EXCEEDED, "asked", asked, "available", available));
        }
        MarginResult before = HealthAssessment.margin(account, context.market());
        MarginResult after =
                HealthAssessment.margin(Projection.booked(account, leg, context.market()), context.market());
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
