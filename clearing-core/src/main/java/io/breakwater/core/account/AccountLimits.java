package io.breakwater.core.account;

/**
 * Bounds of one account.
 *
 * @param maxPositions instruments held at once; a valuation reads all of them
 * @param maxAssets kinds of collateral besides the settlement currency
 * @param maxReservations settlements reserved and not yet decided by the counterparty
 * @param dedupWindowDays business days for which settlement and transfer ids are remembered
 */
public record AccountLimits(int maxPositions, int maxAssets, int maxReservations, int dedupWindowDays) {

    /** Bounds for clients' accounts. */
    public static AccountLimits defaults() {
        return new AccountLimits(64, 16, 64, 3);
    }
}
