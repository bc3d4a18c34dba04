package io.breakwater.core.protocol;

import io.breakwater.core.money.Money;

/**
 * A part of a lease that was not sold and never will be under it. Told again, it changes nothing.
 *
 * @param account whose lease
 * @param fence which lease
 * @param sliceId the slice that spent it, or {@link #UNSPENT}
 * @param unfilled at least 0
 */
public record LeaseReturn(String account, long fence, String sliceId, Money unfilled) {

    /** The slice id of a lease that no slice has spent and none ever will. */
    public static final String UNSPENT = "unspent";

    /** Refuses a negative amount. */
    public LeaseReturn {
        if (unfilled.signum() < 0) {
            throw new IllegalArgumentException("lease " + fence + ": unfilled " + unfilled + " is negative");
        }
    }
}
