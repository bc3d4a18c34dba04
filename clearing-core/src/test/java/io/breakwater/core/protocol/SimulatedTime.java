package io.breakwater.core.protocol;

import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that jumps from one planned happening to the next; those of one moment happen in the order they were planned. */
final class SimulatedTime {

    private record Task(long atMillis, long order, Runnable run) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::atMillis).thenComparingLong(Task::order));
    private long now;
    private long order;

    long now() {
        return now;
    }

    void at(long delayMillis, Runnable run) {
        tasks.add(new Task(now + delayMillis, order++, run));
    }

    /** Runs all that happens in some more time. */
    void run(long millis) {
        long end = now + millis;
        while (!tasks.isEmpty() && tasks.peek().atMillis <= end) {
            Task task = tasks.poll();
            now = task.atMillis;
            task.run.run();
        }
        now = end;
    }
}
