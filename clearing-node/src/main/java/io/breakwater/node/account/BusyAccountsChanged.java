package io.breakwater.node.account;

import java.util.List;

/**
 * Accounts have come onto a list of busy accounts and left it.
 *
 * @param added on it from here on
 * @param removed off it
 */
public record BusyAccountsChanged(List<String> added, List<String> removed) {
    /** Copies the lists. */
    public BusyAccountsChanged {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }
}
