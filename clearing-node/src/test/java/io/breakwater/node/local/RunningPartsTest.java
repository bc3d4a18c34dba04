package io.breakwater.node.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The parts of a cluster: whenever they are stopped, nothing is left. */
class RunningPartsTest {

    private static final long PATIENCE_SECONDS = 20;

    private final List<String> stopped = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final RunningParts parts = new RunningParts(told::add);

    @Test
    void theNewestStopsFirstAndEachOnce() {
        parts.start("Cassandra", () -> () -> stopped.add("Cassandra"));
        parts.add("the node", () -> stopped.add("the node"));
        parts.afterStop(() -> stopped.add("and that was all"));

        parts.close();
        parts.close();

        assertThat(stopped).containsExactly("the node", "Cassandra", "and that was all");
        assertThat(told).containsExactly("stopping the node", "stopping Cassandra");
    }

    @Test
    @DisplayName("a stop in the middle of a part's birth waits for it and stops it too")
    void stoppedWhileAPartIsMade() throws Exception {
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch made = new CountDownLatch(1);
        CompletableFuture<AutoCloseable> part = CompletableFuture.supplyAsync(() -> parts.start("the gateway", () -> {
            making.countDown();
            await(made);
            return () -> stopped.add("the gateway");
        }));
        await(making);
        CompletableFuture<Void> stop = CompletableFuture.runAsync(parts::close);
        while (!parts.isClosed()) {
            Thread.onSpinWait();
        }
        made.countDown();

        part.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        stop.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(stopped).containsExactly("the gateway");
    }

    @Test
    @DisplayName("nothing is made after a stop, and what was made in this process meanwhile is stopped")
    void nothingAfterAStop() {
        parts.close();

        assertThatThrownBy(() -> parts.start("the gateway", () -> {
                    stopped.add("was made");
                    return () -> {};
                }))
                .isInstanceOf(LocalClusterException.class)
                .hasMessage("told to stop");
        assertThatThrownBy(() -> parts.add("the node", () -> stopped.add("the node")))
                .isInstanceOf(LocalClusterException.class);
        assertThat(stopped).containsExactly("the node");
    }

    @Test
    void aPartThatDoesNotStopInOrderIsToldAndKeepsNoOtherRunning() {
        parts.start("Cassandra", () -> () -> stopped.add("Cassandra"));
        parts.start("the gateway", () -> () -> {
            throw new IllegalStateException("stuck");
        });

        parts.close();

        assertThat(stopped).containsExactly("Cassandra");
        assertThat(told).contains("the gateway did not stop in order: java.lang.IllegalStateException: stuck");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
