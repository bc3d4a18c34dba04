package io.breakwater.core.protocol;

import io.breakwater.core.money.Money;
import java.util.List;

/** What the liquidation coordinator hears. */
public sealed interface CoordinatorMessage
        permits LeaseMarket,
                CoordinatorMessage.TermHeld,
                CoordinatorMessage.LeasesAsked,
                CoordinatorMessage.LeaseReturned,
                CoordinatorMessage.BundleDue {

    /**
     * From the runtime: this process is the coordinator of a term until a time. Terms rise with each process that takes
     * over, and the runtime promises that no two of them overlap: it counts the time from before it asked for the term,
     * and a store that all can reach ends a term before it begins the next. A new term is told to a state recovered from
     * the journal as it stood when the term was obtained.
     *
     * @param term rising
     * @param untilMillis when the term ends unless it is held again, by this process's clock
     */
    record TermHeld(long term, long untilMillis) implements CoordinatorMessage {}

    /**
     * From a node: all that its accounts wish for and do not wait for already. A higher number replaces a lower one.
     *
     * @param node who asks, one name for each life of a process
     * @param number rising
     * @param wishes may be empty; asking is also how a node shows that it is alive
     */
    record LeasesAsked(String node, long number, List<LeaseWish> wishes) implements CoordinatorMessage {
        /** Copies the list. */
        public LeasesAsked {
            wishes = List.copyOf(wishes);
        }
    }

    /**
     * From a node: a part of a lease was not sold. Told again, it changes nothing.
     *
     * @param node who tells
     * @param account whose lease
     * @param fence which lease
     * @param sliceId the slice that spent it, or {@link #UNSPENT}
     * @param unfilled at least 0
     */
    record LeaseReturned(String node, String account, long fence, String sliceId, Money unfilled)
            implements CoordinatorMessage {

        /** The slice id of a lease that no slice has spent and none ever will. */
        public static final String UNSPENT = "unspent";

        /** Refuses a negative amount. */
        public LeaseReturned {
            if (unfilled.signum() < 0) {
                throw new IllegalArgumentException("lease " + fence + ": unfilled " + unfilled + " is negative");
            }
        }
    }

    /** The coordinator's own timer: grant what has been asked. */
    record BundleDue() implements CoordinatorMessage {}
}
