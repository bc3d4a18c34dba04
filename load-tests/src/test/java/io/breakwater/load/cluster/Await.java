package io.breakwater.load.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what another process does. */
final class Await {

    private static final long ASK_NANOS = Duration.ofMillis(50).toNanos();

    private Await() {}

    /** Asks until there is an answer; fails naming what was awaited when the time is over. */
    static <T> T until(String what, Duration patience, Supplier<Optional<T>> question) {
        long until = System.nanoTime() + patience.toNanos();
        Optional<T> answer = question.get();
        while (answer.isEmpty()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("after " + patience.toSeconds() + " s still not: " + what);
            }
            LockSupport.parkNanos(ASK_NANOS);
            answer = question.get();
        }
        return answer.get();
    }
}
