package io.breakwater.node.demo;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Makes many calls with a bounded number of them under way, and fails with the first that failed. */
final class BoundedCalls {

    private final int inFlight;
    private final Semaphore room;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicLong answered = new AtomicLong();

    /** So many at a time. */
    BoundedCalls(int inFlight) {
        this.inFlight = inFlight;
        this.room = new Semaphore(inFlight);
    }

    /**
     * Makes a call as soon as there is room for it.
     *
     * @throws CompletionException when one of the calls before has failed
     */
    void make(Supplier<? extends CompletionStage<?>> call) {
        room.acquireUninterruptibly();
        throwFailure();
        CompletionStage<?> stage;
        try {
            stage = call.get();
        } catch (RuntimeException atOnce) {
            stage = CompletableFuture.failedFuture(atOnce);
        }
        stage.whenComplete((answer, failed) -> {
            if (failed == null) {
                answered.incrementAndGet();
            } else {
                failure.compareAndSet(null, failed);
            }
            room.release();
        });
    }

    /** Waits until all are answered. */
    void await() {
        room.acquireUninterruptibly(inFlight);
        room.release(inFlight);
        throwFailure();
    }

    private void throwFailure() {
        Throwable failed = failure.get();
        if (failed != null) {
            room.release();
            throw new CompletionException(failed);
        }
    }

    /** How many were answered. */
    long answered() {
        return answered.get();
    }
}
