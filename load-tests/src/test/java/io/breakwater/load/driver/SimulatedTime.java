package io.breakwater.load.driver;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** A time that stands still until the loop waits; then it runs to the next thing that happens. */
final class SimulatedTime implements LoadTime {

    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000 * MILLI;

    private record Happening(long nanos, Runnable what) {}

    private final Queue<Happening> happenings = new PriorityQueue<>(Comparator.comparingLong(Happening::nanos));
    private long now;

    void at(long nanos, Runnable what) {
        happenings.add(new Happening(nanos, what));
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void waitUntil(long nanos) {
        if (happenings.isEmpty() || happenings.peek().nanos() > nanos) {
            now = Math.max(now, nanos);
            return;
        }
        Happening next = happenings.remove();
        now = Math.max(now, next.nanos());
        next.what().run();
    }

    @Override
    public void wake() {}
}
