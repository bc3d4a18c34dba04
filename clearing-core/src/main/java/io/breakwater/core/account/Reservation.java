package io.breakwater.core.account;

import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;

/**
 * A settlement this account has reserved as first party and that its counterparty has not yet decided. It holds margin
 * until then, and is never released by the clock (invariant 2).
 *
 * @param settlement what was reserved
 * @param leg this account's leg
 * @param sinceMillis event time of the reservation
 */
public record Reservation(Settlement settlement, Leg leg, long sinceMillis) {}
