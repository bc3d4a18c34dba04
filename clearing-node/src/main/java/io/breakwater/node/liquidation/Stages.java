package io.breakwater.node.liquidation;

import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** Does one thing after another, each when the one before has ended. */
final class Stages {

    private Stages() {}

    /** A stage that has ended. */
    static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    /** Folds items in their order; the first failure ends it. */
    static <T, R> CompletionStage<R> fold(R first, Iterable<T> items, BiFunction<R, T, CompletionStage<R>> step) {
        CompletionStage<R> all = CompletableFuture.completedFuture(first);
        for (Iterator<T> rest = items.iterator(); rest.hasNext(); ) {
            T item = rest.next();
            all = all.thenCompose(so -> step.apply(so, item));
        }
        return all;
    }
}
