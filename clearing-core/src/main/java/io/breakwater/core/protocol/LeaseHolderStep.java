package io.breakwater.core.protocol;

import io.breakwater.core.money.Money;
import java.util.List;

/**
 * What a node does on a message about leases.
 *
 * @param state after it
 * @param sends to whoever is the coordinator; any of them may be lost
 * @param leases for the drivers of their accounts
 * @param toBackstop what the backstop is to take, for the drivers of those accounts
 * @param bundleMillis when above 0, time after which the node's bundle is due again
 */
public record LeaseHolderStep(
        LeaseHolderState state,
        List<CoordinatorMessage> sends,
        List<Delivery> leases,
        List<ForBackstop> toBackstop,
        long bundleMillis) {

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
        sends = List.copyOf(sends);
        leases = List.copyOf(leases);
        toBackstop = List.copyOf(toBackstop);
    }

    static LeaseHolderStep of(LeaseHolderState state) {
        return new LeaseHolderStep(state, List.of(), List.of(), List.of(), 0);
    }
}
