package io.breakwater.core.protocol;

import io.breakwater.core.money.Money;
import java.util.List;
import java.util.OptionalInt;

/** What a node that holds leases hears. */
public sealed interface LeaseMessage
        permits LeaseMarket, LeaseMessage.FromDriver, LeaseMessage.BundleDue, LeaseMessage.LeasesAnswered {

    /** From the driver of an account in liquidation; it is read with the next bundle. */
    sealed interface FromDriver extends LeaseMessage {}

    /**
     * It would sell this. The newest wish replaces an older one.
     *
     * @param wish what
     */
    record Wanted(LeaseWish wish) implements FromDriver {}

    /**
     * It would not sell any more.
     *
     * @param id which wish
     */
    record NoLongerWanted(LeaseWish.Id id) implements FromDriver {}

    /**
     * A part of a lease was not sold and never will be under it.
     *
     * @param lease which
     * @param sliceId the slice that spent it, or {@link LeaseReturn#UNSPENT}
     * @param amount at least 0
     */
    record Unfilled(Lease lease, String sliceId, Money amount) implements FromDriver {
        /** Refuses a negative amount. */
        public Unfilled {
            if (amount.signum() < 0) {
                throw new IllegalArgumentException("lease " + lease.fence() + ": unfilled " + amount + " is negative");
            }
        }
    }

    /** The node's own timer, each bundle. */
    record BundleDue() implements LeaseMessage {}

    /**
     * From the coordinator: what became of a bundle. Its returns are noted.
     *
     * @param number of the bundle
     * @param answers one for each wish
     * @param slot the slot that the node holds from when it sent the bundle, if it has one
     */
    record LeasesAnswered(long number, List<Answer> answers, OptionalInt slot) implements LeaseMessage {
        /** Copies the list. */
        public LeasesAnswered {
            answers = List.copyOf(answers);
        }
    }

    /**
     * What became of one wish.
     *
     * @param wish which
     * @param amount leased, 0 for not now
     * @param fence number of the lease, 0 without one
     * @param toBackstop what cannot wait and is for the backstop to take
     */
    record Answer(LeaseWish.Id wish, Money amount, long fence, Money toBackstop) {}
}
