package io.breakwater.node.local;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work that is given up when something that it needs has ended. */
final class Attended {

    /** A caller may hear of a broken connection before the process at its other end is known to be gone. */
    private static final long LONGEST_DEATH_MILLIS = 1_000;

    private Attended() {}

    /**
     * Does work on a thread of its own, which ends with the process if the work does not end before.
     *
     * @param ended completes with a line that names what has ended
     * @throws LocalClusterException naming what has ended; what the work throws otherwise
     */
    static <T> T run(LocalCluster.Work<T> work, CompletableFuture<String> ended) throws InterruptedException {
        CompletableFuture<T> done = new CompletableFuture<>();
        Thread worker = new Thread(() -> finish(work, done), "attended-work");
        worker.setDaemon(true);
        worker.start();
        try {
            CompletableFuture.anyOf(done, ended).get();
            if (!done.isDone()) {
                throw new LocalClusterException(ended.join());
            }
            return done.get();
        } catch (ExecutionException failed) {
            throw why(failed.getCause(), ended);
        }
    }

    private static <T> void finish(LocalCluster.Work<T> work, CompletableFuture<T> done) {
        try {
            done.complete(work.run());
        } catch (Throwable failed) {
            done.completeExceptionally(failed);
        }
    }

    private static RuntimeException why(Throwable failure, CompletableFuture<String> ended)
            throws InterruptedException {
        try {
            return new LocalClusterException(ended.get(LONGEST_DEATH_MILLIS, TimeUnit.MILLISECONDS), failure);
        } catch (TimeoutException | ExecutionException allRun) {
            if (failure instanceof Error error) {
                throw error;
            }
            return failure instanceof RuntimeException own ? own : new CompletionException(failure);
        }
    }
}
