package io.breakwater.core.protocol;

import io.breakwater.core.money.Money;

/**
 * The right to sell a notional once, soon. It is spent when the account persists an offer under its fencing number.
 *
 * @param wish whose and where
 * @param amount notional, positive
 * @param fence higher than any number the account had spent when it asked
 * @param ofSlot whether a node granted it from its slot, without the coordinator
 */
public record Lease(LeaseWish.Id wish, Money amount, long fence, boolean ofSlot) {}
