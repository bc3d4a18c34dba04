package io.breakwater.core.account;

import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.money.Money;
import java.util.Optional;

/** What a house account may pay, and what a sweep may collect: no more than there is (invariant 7). */
final class PaymentCheck {

    private PaymentCheck() {}

    static Optional<Refusal> refusal(Account account, Settlement settlement) {
        Leg leg = settlement.legOf(account.id());
        boolean movesMoreThanCash = !leg.movements().isEmpty() || !leg.assets().isEmpty();
        if (account.role().isFund() && movesMoreThanCash) {
            return Optional.of(Refusal.of(RefusalCode.INSTRUMENT_NOT_ALLOWED, "role", account.role()));
        }
        return switch (settlement.kind()) {
            case FEE_SWEEP -> sweepRefusal(account, settlement, leg);
            case FUND_PAYMENT -> paymentRefusal(account, leg);
            case TRADE, LIQUIDATION, BACKSTOP_TAKEOVER, DELEVERAGING ->
                account.role().isFund() ? balanceRefusal(account, leg) : Optional.empty();
        };
    }

    /** Only a house account pays for a loss; a margined account's money leaves by its own settlements alone. */
    private static Optional<Refusal> paymentRefusal(Account account, Leg leg) {
        if (leg.cash().signum() >= 0) {
            return Optional.empty();
        }
        return account.role().isMargined()
                ? Optional.of(
                        Refusal.of(RefusalCode.INSTRUMENT_NOT_ALLOWED, "role", account.role(), "pays", leg.cash()))
                : balanceRefusal(account, leg);
    }

    private static Optional<Refusal> balanceRefusal(Account account, Leg leg) {
        Money needs = Reservation.cashOut(leg);
        Money has = account.cash().minus(Reservation.cashOut(account));
        return needs.signum() > 0 && has.compareTo(needs) < 0
                ? Optional.of(Refusal.of(RefusalCode.INSUFFICIENT_BALANCE, "needs", needs, "has", has))
                : Optional.empty();
    }

    private static Optional<Refusal> sweepRefusal(Account account, Settlement settlement, Leg leg) {
        String fund = settlement.counterpartyOf(account.id());
        Money due = account.feesDue().getOrDefault(fund, Money.ZERO);
        for (Reservation held : account.reservations().values()) {
            boolean sweepsIt =
                    held.isSweep() && held.settlement().second().account().equals(fund);
            due = sweepsIt ? due.plus(held.leg().cash().min(Money.ZERO)) : due;
        }
        Money asked = leg.cash().min(Money.ZERO).negate();
        return asked.compareTo(due) > 0
                ? Optional.of(Refusal.of(RefusalCode.FEES_NOT_DUE, "asked", asked, "due", due))
                : Optional.empty();
    }
}
