package io.breakwater.core.protocol;

import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.Refusal;
import io.breakwater.core.ledger.SettlementId;
import java.util.List;
import java.util.Optional;

/**
 * What a party does on a message: persist the events in one write, and only then send, set the timer and answer.
 *
 * @param events to persist; may be empty
 * @param sends to the counterparty
 * @param overdue ids for which to set a timer that says {@link SettlementMessage.Overdue}
 * @param answer to whoever asked for the settlement to be cleared
 */
public record SettlementStep(
        List<AccountEvent> events, List<Send> sends, List<SettlementId> overdue, Optional<Answer> answer) {

    /**
     * A message to another account.
     *
     * @param to account id
     * @param message what
     */
    public record Send(String to, SettlementMessage message) {}

    /**
     * How a settlement ended.
     *
     * @param id which
     * @param refusal why it did not happen; absent when it is booked
     */
    public record Answer(SettlementId id, Optional<Refusal> refusal) {

        /** Whether both legs are committed. */
        public boolean isBooked() {
            return refusal.isEmpty();
        }
    }

    /** Copies the lists. */
    public SettlementStep {
        events = List.copyOf(events);
        sends = List.copyOf(sends);
        overdue = List.copyOf(overdue);
    }

    static SettlementStep nothing() {
        return new SettlementStep(List.of(), List.of(), List.of(), Optional.empty());
    }

    static SettlementStep send(List<AccountEvent> events, String to, SettlementMessage message) {
        return new SettlementStep(events, List.of(new Send(to, message)), List.of(), Optional.empty());
    }

    static SettlementStep booked(List<AccountEvent> events, SettlementId id) {
        return new SettlementStep(events, List.of(), List.of(), Optional.of(new Answer(id, Optional.empty())));
    }

    static SettlementStep refused(List<AccountEvent> events, SettlementId id, Refusal refusal) {
        return new SettlementStep(events, List.of(), List.of(), Optional.of(new Answer(id, Optional.of(refusal))));
    }

    SettlementStep andWatch(SettlementId id) {
        return new SettlementStep(events, sends, List.of(id), answer);
    }
}
