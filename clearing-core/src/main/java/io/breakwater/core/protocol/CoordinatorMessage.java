package io.breakwater.core.protocol;

import java.util.List;

/** What the liquidation coordinator hears. */
public sealed interface CoordinatorMessage
        permits LeaseMarket, CoordinatorMessage.TermHeld, CoordinatorMessage.LeasesAsked, CoordinatorMessage.BundleDue {

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
     * From a node: what its accounts wish for and have not sold, without what is on its way already. A bundle that
     * another has overtaken is not read; the node asks again.
     *
     * @param node who asks, one name for each life of a process
     * @param number rising
     * @param wishes may be empty; asking is also how a node shows that it is alive
     * @param returns parts of leases that come back
     */
    record LeasesAsked(String node, long number, List<LeaseWish> wishes, List<LeaseReturn> returns)
            implements CoordinatorMessage {
        /** Copies the lists. */
        public LeasesAsked {
            wishes = List.copyOf(wishes);
            returns = List.copyOf(returns);
        }
    }

    /** The coordinator's own timer: decide on what has been asked. */
    record BundleDue() implements CoordinatorMessage {}
}
