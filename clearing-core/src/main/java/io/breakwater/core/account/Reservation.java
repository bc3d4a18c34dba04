package io.breakwater.core.account;

import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.money.Money;

/**
 * A settlement this account has reserved as first party and that its counterparty has not yet decided. It holds margin
 * until then, and is never released by the clock (invariant 2).
 *
 * @param settlement what was reserved
 * @param leg this account's leg
 * @param sinceMillis event time of the reservation
 */
public record Reservation(Settlement settlement, Leg leg, long sinceMillis) {

    /** Whether it moves accrued fees, which have left the account's cash already. */
    boolean isSweep() {
        return settlement.kind() == Settlement.Kind.FEE_SWEEP;
    }

    /** What leaves cash when a leg books, at least 0: cash paid and fees. */
    static Money cashOut(Leg leg) {
        return leg.fees().values().stream()
                .reduce(Money.ZERO, Money::plus)
                .minus(leg.cash().min(Money.ZERO));
    }

    /** What leaves cash when everything reserved books, at least 0. */
    static Money cashOut(Account account) {
        return account.reservations().values().stream()
                .filter(held -> !held.isSweep())
                .map(held -> cashOut(held.leg()))
                .reduce(Money.ZERO, Money::plus);
    }
}
