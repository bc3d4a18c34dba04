package io.breakwater.node.time;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The wall clock as it stood when the node started, moved on by the monotonic clock: a step of the wall clock neither
 * expires a lease nor takes time back.
 */
public final class SystemClock implements NodeClock, AutoCloseable {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long startMillis = System.currentTimeMillis();
    private final long startNanos = System.nanoTime();
    private final ScheduledExecutorService timers;

    /** A clock that runs from now. */
    public SystemClock() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, action -> {
            Thread thread = Executors.defaultThreadFactory().newThread(action);
            thread.setName("node-clock");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        this.timers = executor;
    }

    @Override
    public long nowMillis() {
        return startMillis + (System.nanoTime() - startNanos) / NANOS_PER_MILLI;
    }

    @Override
    public Timer after(long millis, Runnable action) {
        Future<?> scheduled = timers.schedule(action, millis, TimeUnit.MILLISECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public void close() {
        timers.shutdownNow();
    }
}
