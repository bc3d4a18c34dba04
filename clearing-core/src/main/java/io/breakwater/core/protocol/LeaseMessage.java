package io.breakwater.core.protocol;

import io.breakwater.core.money.Money;
import java.util.List;
import java.util.OptionalInt;

/** What a node that holds leases hears. */
public sealed interface LeaseMessage
        permits LeaseMarket,
                LeaseMessage.Wanted,
                LeaseMessage.NoLongerWanted,
                LeaseMessage.Unfilled,
                LeaseMessage.BundleDue,
                LeaseMessage.LeasesAnswered,
                LeaseMessage.ReturnNoted {

    /**
     * From an account's driver: it would sell this. The newest wish replaces an older one.
     *
     * @param wish what
     */
    record Wanted(LeaseWish wish) implements LeaseMessage {}

    /**
     * From an account's driver: it would not sell any more.
     *
     * @param id which wish
     */
    record NoLongerWanted(LeaseWish.Id id) implements LeaseMessage {}

    /**
     * From an account's driver: a part of a lease was not sold and never will be under it.
     *
     * @param lease which
     * @param sliceId the slice that spent it, or {@link CoordinatorMessage.LeaseReturned#UNSPENT}
     * @param amount at least 0
     */
    record Unfilled(Lease lease, String sliceId, Money amount) implements LeaseMessage {}

    /** The node's own timer, each bundle. */
    record BundleDue() implements LeaseMessage {}

    /**
     * From the coordinator: what became of a bundle of wishes.
     *
     * @param number of the bundle
     * @param answers one for each wish that was read
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

    /**
     * From the coordinator: it has heard of this return.
     *
     * @param account whose lease
     * @param fence which lease
     */
    record ReturnNoted(String account, long fence) implements LeaseMessage {}
}
