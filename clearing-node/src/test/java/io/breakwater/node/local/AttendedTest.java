package io.breakwater.node.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work that needs a cluster, and what becomes of it when a part of the cluster ends. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AttendedTest {

    private final CompletableFuture<String> ended = new CompletableFuture<>();

    @Test
    void whatTheWorkSaysIsHandedOn() throws InterruptedException {
        assertThat(Attended.run(() -> "a report", ended)).isEqualTo("a report");
    }

    @Test
    @DisplayName("work that would wait for ever is given up as soon as a part ends")
    void aPartEnds() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        CompletableFuture.runAsync(() -> {
            await(begun);
            ended.complete("Cassandra has ended");
        });

        assertThatThrownBy(() -> Attended.run(
                        () -> {
                            begun.countDown();
                            await(never);
                            return "a report";
                        },
                        ended))
                .isInstanceOf(LocalClusterException.class)
                .hasMessage("Cassandra has ended");
    }

    @Test
    @DisplayName("a connection that breaks a moment before its process is known to have ended is not blamed")
    void theConnectionBreaksFirst() {
        IllegalStateException broken = new IllegalStateException("connection reset");

        assertThatThrownBy(() -> Attended.run(
                        () -> {
                            ended.completeOnTimeout("the gateway has ended", 50, TimeUnit.MILLISECONDS);
                            throw broken;
                        },
                        ended))
                .isInstanceOf(LocalClusterException.class)
                .hasMessage("the gateway has ended")
                .hasCause(broken);
    }

    @Test
    @DisplayName("where all parts run the work's own failure is told as it is")
    void ownFailure() {
        IllegalStateException own = new IllegalStateException("an invariant");

        assertThatThrownBy(() -> Attended.run(
                        () -> {
                            throw own;
                        },
                        ended))
                .isSameAs(own);
    }

    @Test
    void oneLineSaysWhatFailedAndWhatIsAtTheBottomOfIt() {
        RuntimeException failure = new CompletionException(
                new IllegalStateException("does not serve", new IllegalArgumentException("address\n  in use")));

        assertThat(LocalClusterException.of("the node cannot be started", failure))
                .hasMessage("the node cannot be started: does not serve: address; in use")
                .hasCause(failure);
        assertThat(LocalClusterException.of("the node cannot be started", new IllegalStateException()))
                .hasMessage("the node cannot be started: IllegalStateException");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
