package io.breakwater.core.protocol;

import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.liquidation.TimeToBankruptcy;
import io.breakwater.core.money.Money;

/**
 * What one account in liquidation would sell in one market.
 *
 * @param id whose and where
 * @param amount notional, at least 0
 * @param time how long its equity lasts
 * @param lastFence highest fencing number the account has spent; its next lease has a higher one
 */
public record LeaseWish(Id id, Money amount, TimeToBankruptcy time, long lastFence) {

    /**
     * Names a wish: an account has one in each market at most.
     *
     * @param account whose
     * @param bucket market and side
     */
    public record Id(String account, BucketKey bucket) implements Comparable<Id> {
        @Override
        public int compareTo(Id other) {
            int byAccount = account.compareTo(other.account);
            return byAccount != 0 ? byAccount : bucket.compareTo(other.bucket);
        }
    }

    /** Refuses a negative amount and a fence that leaves no room for higher ones. */
    public LeaseWish {
        if (amount.signum() < 0 || lastFence < 0 || lastFence > Long.MAX_VALUE / 2) {
            throw new IllegalArgumentException("wish of " + id.account + ": amount " + amount + " and lastFence "
                    + lastFence + " must be at least 0, the fence at most " + Long.MAX_VALUE / 2);
        }
    }
}
