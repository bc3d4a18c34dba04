package io.breakwater.load.cluster;

import io.breakwater.load.client.ClearingClient;
import io.grpc.MethodDescriptor;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Everything that a stream has said so far. */
final class Watch<A> implements StreamObserver<A> {

    private final List<A> seen = new CopyOnWriteArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** Begins to watch. */
    static <Q, A> Watch<A> of(ClearingClient client, MethodDescriptor<Q, A> method, Q question) {
        Watch<A> watch = new Watch<>();
        client.watch(method, question, watch);
        return watch;
    }

    /** All so far, in order. */
    List<A> seen() {
        return List.copyOf(seen);
    }

    /** The first that can be read so; waits for it. Fails at once when the stream has failed. */
    <T> T await(String what, Duration patience, Function<A, Optional<T>> reading) {
        return Await.until(what, patience, () -> {
            Optional<T> found = seen.stream().map(reading).flatMap(Optional::stream).findFirst();
            if (found.isEmpty() && failure.get() != null) {
                throw new AssertionError("the stream failed while waiting for " + what, failure.get());
            }
            return found;
        });
    }

    @Override
    public void onNext(A value) {
        seen.add(value);
    }

    @Override
    public void onError(Throwable failed) {
        failure.set(failed);
    }

    @Override
    public void onCompleted() {}
}
