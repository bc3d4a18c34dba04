package io.breakwater.node.time;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A clock that a replay moves: time stands until it is advanced, and timers fire in the order of their times on the way.
 * A node under it is as fast or as slow as the tape that is played to it.
 */
public final class ReplayClock implements NodeClock {

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long nowMillis;
    private long nextNumber;

    private static final class Entry implements Comparable<Entry>, Timer {
        private final long dueMillis;
        private final long number;
        private final Runnable action;
        private volatile boolean cancelled;

        private Entry(long dueMillis, long number, Runnable action) {
            this.dueMillis = dueMillis;
            this.number = number;
            this.action = action;
        }

        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(dueMillis, other.dueMillis);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    /** A clock that stands at a time, UTC epoch milliseconds. */
    public ReplayClock(long startMillis) {
        this.nowMillis = startMillis;
    }

    @Override
    public synchronized long nowMillis() {
        return nowMillis;
    }

    @Override
    public synchronized Timer after(long millis, Runnable action) {
        Entry entry = new Entry(nowMillis + millis, nextNumber++, action);
        entries.add(entry);
        return entry;
    }

    /**
     * Moves on to a time and fires what falls due on the way.
     *
     * @throws IllegalArgumentException when it would go back
     */
    public void advanceTo(long millis) {
        for (Runnable action : due(millis)) {
            action.run();
        }
    }

    private synchronized List<Runnable> due(long millis) {
        if (millis < nowMillis) {
            throw new IllegalArgumentException("replay time would go back from " + nowMillis + " to " + millis);
        }
        List<Runnable> due = new ArrayList<>();
        while (!entries.isEmpty() && entries.peek().dueMillis <= millis) {
            Entry entry = entries.poll();
            if (!entry.cancelled) {
                due.add(entry.action);
            }
        }
        nowMillis = millis;
        return due;
    }
}
