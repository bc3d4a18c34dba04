package io.breakwater.core.account;

import java.util.List;

/** What a command leads to: events to persist, or a refusal. */
public sealed interface Decision {

    /**
     * The command holds.
     *
     * @param events to persist in one write, in order; empty when everything it asks for has happened already
     */
    record Accepted(List<AccountEvent> events) implements Decision {
        /** Copies the list. */
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /**
     * The command does not hold, and nothing has changed.
     *
     * @param refusal why, with its numbers
     */
    record Refused(Refusal refusal) implements Decision {}

    /** Accepted with these events. */
    static Decision accept(AccountEvent... events) {
        return new Accepted(List.of(events));
    }

    /** Refused with a code and its figures, names and values in turn. */
    static Decision refuse(RefusalCode code, Object... namesAndValues) {
        return new Refused(Refusal.of(code, namesAndValues));
    }
}
