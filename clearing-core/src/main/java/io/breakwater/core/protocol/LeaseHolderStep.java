package io.breakwater.core.protocol;

import io.breakwater.core.money.Money;
import io.breakwater.core.protocol.CoordinatorMessage.LeasesAsked;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a node does on a message about leases.
 *
 * @param state after it
 * @param bundle to whoever is the coordinator; it may be lost
 * @param leases for the drivers of their accounts
 * @param toBackstop what the backstop is to take, for the drivers of those accounts
 * @param bundleDueInMillis when to say {@link LeaseMessage.BundleDue} again, if a timer is to be set
 */
public record LeaseHolderStep(
        LeaseHolderState state,
        Optional<LeasesAsked> bundle,
        List<Delivery> leases,
        List<ForBackstop> toBackstop,
        OptionalLong bundleDueInMillis) {

    /**
     * A lease for an account.
     *
     * @param lease what
     * @param expiryMillis the offer must be persisted before this, by the node's clock
     */
    public record Delivery(Lease lease, long expiryMillis) {}

    /**
     * A wish that cannot wait.
     *
     * @param wish which
     * @param amount for the backstop to take
     */
    public record ForBackstop(LeaseWish.Id wish, Money amount) {}

    /** Copies the lists. */
    public LeaseHolderStep {
        leases = List.copyOf(leases);
        toBackstop = List.copyOf(toBackstop);
    }

    static LeaseHolderStep of(LeaseHolderState state) {
        return delivering(state, List.of(), List.of());
    }

    static LeaseHolderStep delivering(LeaseHolderState state, List<Delivery> leases, List<ForBackstop> toBackstop) {
        return new LeaseHolderStep(state, Optional.empty(), leases, toBackstop, OptionalLong.empty());
    }
}
