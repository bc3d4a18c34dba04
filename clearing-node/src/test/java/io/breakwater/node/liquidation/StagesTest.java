package io.breakwater.node.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** So many at once, and never more. */
class StagesTest {

    private final List<CompletableFuture<Integer>> begun = new ArrayList<>();

    private CompletionStage<List<Integer>> three(int atOnce) {
        return Stages.all(atOnce, List.of(0, 1, 2), item -> {
            CompletableFuture<Integer> step = new CompletableFuture<>();
            begun.add(step);
            return step;
        });
    }

    @Test
    @DisplayName("the third begins when one of two has ended, and results are in the order of the items")
    void atMostSoMany() {
        CompletionStage<List<Integer>> all = three(2);
        assertThat(begun).hasSize(2);
        begun.get(0).complete(10);
        assertThat(begun).hasSize(3);
        begun.get(2).complete(12);
        assertThat(all.toCompletableFuture()).isNotDone();
        begun.get(1).complete(11);
        assertThat(all.toCompletableFuture()).isCompletedWithValue(List.of(10, 11, 12));
    }

    @Test
    @DisplayName("after a failure it ends only when nothing is under way any more")
    void failureWaitsForTheOthers() {
        CompletionStage<List<Integer>> all = three(2);
        begun.get(0).completeExceptionally(new IllegalStateException("first"));
        assertThat(all.toCompletableFuture()).isNotDone();
        begun.get(1).complete(11);
        assertThat(all.toCompletableFuture()).isCompletedExceptionally();
        assertThat(begun).as("the third, behind the failed one, is left out").hasSize(2);
    }

    @Test
    @DisplayName("many that end at once do not exhaust the stack")
    void many() {
        List<Integer> items = IntStream.range(0, 100_000).boxed().toList();
        assertThat(Stages.all(3, items, CompletableFuture::completedFuture).toCompletableFuture())
                .isCompletedWithValue(items);
    }
}
