package io.breakwater.core.account;

import io.breakwater.core.ledger.CommitFacts;
import io.breakwater.core.ledger.Fingerprint;
import java.util.Optional;

/**
 * How a settlement ended for this account.
 *
 * @param fingerprint of what was asked
 * @param commit the facts at which the second party booked; absent when it was refused for good
 */
public record SettlementOutcome(Fingerprint fingerprint, Optional<CommitFacts> commit) {

    /** Whether it was booked. */
    public boolean isBooked() {
        return commit.isPresent();
    }
}
