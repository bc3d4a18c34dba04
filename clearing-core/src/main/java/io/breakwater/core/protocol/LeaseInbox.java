package io.breakwater.core.protocol;

import io.breakwater.core.protocol.LeaseMessage.FromDriver;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/**
 * What drivers have said since the last bundle, so that 10,000 of them at once cost one pass over the wishes and not
 * 10,000 copies. Adding leaves the inbox as it was and costs the same however full it is.
 */
public final class LeaseInbox {

    static final LeaseInbox EMPTY = new LeaseInbox(null, null, 0);

    private final FromDriver newest;
    private final LeaseInbox older;
    private final int size;

    private LeaseInbox(FromDriver newest, LeaseInbox older, int size) {
        this.newest = newest;
        this.older = older;
        this.size = size;
    }

    LeaseInbox plus(FromDriver message) {
        return new LeaseInbox(message, this, size + 1);
    }

    int size() {
        return size;
    }

    Collection<FromDriver> inOrder() {
        Deque<FromDriver> ordered = new ArrayDeque<>(size);
        for (LeaseInbox at = this; at.size > 0; at = at.older) {
            ordered.addFirst(at.newest);
        }
        return ordered;
    }
}
