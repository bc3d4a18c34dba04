package io.breakwater.node.liquidation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Does things one after another, or so many at once. */
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

    /** Does a step for every item in their order, whatever becomes of the others; tells which have failed, and why. */
    static <T> CompletionStage<Map<T, Throwable>> failures(
            Iterable<T> items, Function<T, ? extends CompletionStage<?>> step) {
        return fold(
                new LinkedHashMap<>(),
                items,
                (failed, item) -> done().thenCompose(so -> step.apply(item).thenAccept(result -> {}))
                        .handle((so, failure) -> {
                            if (failure != null) {
                                failed.put(item, failure);
                            }
                            return failed;
                        }));
    }

    /**
     * Does a step for every item, at most so many at once, and tells their results in the order of the items. It ends when
     * nothing is under way any more, also after a failure; then some items may have been left out.
     */
    static <T, R> CompletionStage<List<R>> all(int atOnce, List<T> items, Function<T, CompletionStage<R>> step) {
        List<CompletableFuture<R>> begun = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            T item = items.get(i);
            CompletionStage<?> before = i < atOnce ? done() : begun.get(i - atOnce);
            begun.add(before.thenCompose(so -> step.apply(item)).toCompletableFuture());
        }
        return CompletableFuture.allOf(begun.toArray(CompletableFuture[]::new))
                .thenApply(ended -> begun.stream().map(CompletableFuture::join).toList());
    }
}
