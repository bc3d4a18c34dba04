package io.breakwater.node.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * One queue of events under simulated time: by time, then in the order they were put in, so a run has one history.
 *
 * <p>Bounded by what the run keeps open: each driver, auction and feed has at most a few events ahead of it.
 */
final class EventLoop {

    private record Event(long timeMillis, long order, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::timeMillis).thenComparingLong(Event::order));
    private long now;
    private long order;

    EventLoop(long startMillis) {
        now = startMillis;
    }

    long now() {
        return now;
    }

    /** Puts an action in at a time that is not in the past. */
    void at(long timeMillis, Runnable action) {
        events.add(new Event(Math.max(now, timeMillis), order++, action));
    }

    /** Puts an action in after a while. */
    void after(long millis, Runnable action) {
        at(now + millis, action);
    }

    /** Runs every event up to and including a time. */
    void runTo(long timeMillis) {
        while (!events.isEmpty() && events.peek().timeMillis() <= timeMillis) {
            Event event = events.poll();
            now = event.timeMillis();
            event.action().run();
        }
        now = Math.max(now, timeMillis);
    }
}
