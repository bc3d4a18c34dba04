package io.breakwater.load.driver;

import java.util.concurrent.locks.LockSupport;

/** The time of a loop, and how its one thread waits. */
interface LoadTime {

    /** Monotonic nanoseconds. */
    long nanos();

    /** Waits until then, or less when {@link #wake} is called. */
    void waitUntil(long nanos);

    /** Ends a wait of the loop's thread early; called by others. */
    void wake();

    /** The machine's monotonic time, for the thread that calls this. */
    static LoadTime ofThisThread() {
        Thread loop = Thread.currentThread();
        return new LoadTime() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void waitUntil(long nanos) {
                LockSupport.parkNanos(this, nanos - System.nanoTime());
            }

            @Override
            public void wake() {
                LockSupport.unpark(loop);
            }
        };
    }
}
