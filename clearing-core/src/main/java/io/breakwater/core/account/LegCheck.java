package io.breakwater.core.account;

import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import java.util.Optional;

/**
 * Whether an account takes its leg of a settlement. Every leg must be possible and fit what it is for; a leg that is not
 * binding needs margin and permission besides.
 */
final class LegCheck {

    private LegCheck() {}

    static Optional<Refusal> refusal(Account account, Settlement settlement, AccountContext context) {
        return Transfers.dateRefusal(settlement.id(), account, context)
                .or(() -> LegTerms.refusal(account, settlement, context.market()))
                .or(() -> PaymentCheck.refusal(account, settlement))
                .or(() ->
                        account.role().isMargined() ? marginedRefusal(account, settlement, context) : Optional.empty());
    }

    private static Optional<Refusal> marginedRefusal(Account account, Settlement settlement, AccountContext context) {
        Leg leg = settlement.legOf(account.id());
        return switch (settlement.kind()) {
            case TRADE -> FreeLegCheck.refusal(account, leg, context);
            case LIQUIDATION ->
                SliceRules.soldSlice(account, settlement).isPresent()
                        ? SliceCheck.refusal(account, settlement, context)
                        : FreeLegCheck.refusal(account, leg, context);
            case BACKSTOP_TAKEOVER -> TakeoverCheck.refusal(account, leg, context);
            case DELEVERAGING -> DeleveragingCheck.refusal(account, leg, context);
            case FUND_PAYMENT, FEE_SWEEP -> Optional.empty();
        };
    }
}
