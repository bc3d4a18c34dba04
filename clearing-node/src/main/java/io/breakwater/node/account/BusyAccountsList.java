package io.breakwater.node.account;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who is on a list of busy accounts.
 *
 * @param accountIds in order
 */
public record BusyAccountsList(SortedSet<String> accountIds) {

    /** Copies the set. */
    public BusyAccountsList {
        accountIds = Collections.unmodifiableSortedSet(new TreeSet<>(accountIds));
    }

    /** Nobody yet. */
    static BusyAccountsList empty() {
        return new BusyAccountsList(new TreeSet<>());
    }

    /** The list after an event. */
    BusyAccountsList evolve(BusyAccountsChanged event) {
        TreeSet<String> next = new TreeSet<>(accountIds);
        event.removed().forEach(next::remove);
        next.addAll(event.added());
        return new BusyAccountsList(next);
    }
}
