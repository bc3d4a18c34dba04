package io.breakwater.core.protocol;

import io.breakwater.core.account.Refusal;
import io.breakwater.core.ledger.CommitFacts;
import io.breakwater.core.ledger.Fingerprint;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;

/** What the two parties of a settlement say to each other, to themselves, and hear from whoever wants it cleared. */
public sealed interface SettlementMessage {

    /** Which settlement it is about. */
    SettlementId id();

    /**
     * To the first party: clear this.
     *
     * @param settlement all of it
     */
    record Clear(Settlement settlement) implements SettlementMessage {
        @Override
        public SettlementId id() {
            return settlement.id();
        }
    }

    /**
     * First to second party: I hold my leg; book yours.
     *
     * @param settlement all of it
     */
    record Ask(Settlement settlement) implements SettlementMessage {
        @Override
        public SettlementId id() {
            return settlement.id();
        }
    }

    /**
     * Second to first party: it is booked.
     *
     * @param id which
     * @param commit the facts at that moment
     */
    record Booked(SettlementId id, CommitFacts commit) implements SettlementMessage {}

    /**
     * Second to first party: it will never be booked.
     *
     * @param id which
     * @param refusal why
     */
    record Declined(SettlementId id, Refusal refusal) implements SettlementMessage {}

    /**
     * First to second party, instead of releasing by the clock: have you booked it? If not, never do.
     *
     * @param id which
     * @param fingerprint of what was reserved
     * @param first who asks
     */
    record Resolve(SettlementId id, Fingerprint fingerprint, String first) implements SettlementMessage {}

    /**
     * First party's timer: there was no answer yet.
     *
     * @param id which
     */
    record Overdue(SettlementId id) implements SettlementMessage {}
}
