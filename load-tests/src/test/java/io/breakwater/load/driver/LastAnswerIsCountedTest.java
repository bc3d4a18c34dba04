package io.breakwater.load.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The last answer is in the result, also when the loop looks while another thread is about to record it. */
class LastAnswerIsCountedTest {

    private static final long DEADLINE_SECONDS = 60;

    /** One call, which is answered by another thread as soon as the loop has sent it, and recorded when the loop waits. */
    private static final class OneCall implements LoadTarget, LoadTime {

        private final Thread loop = Thread.currentThread();
        private final CompletableFuture<String> answer = new CompletableFuture<>();
        private final CountDownLatch isAboutToBeRecorded = new CountDownLatch(1);
        private final CountDownLatch loopWaits = new CountDownLatch(1);
        private boolean isSent;
        private boolean isAnswered;

        @Override
        public CompletionStage<String> call(long index) {
            isSent = true;
            return answer;
        }

        /** The loop asks for the time after it has sent, and sees none before the answer is about to be recorded. */
        @Override
        public long nanos() {
            if (Thread.currentThread() == loop && isSent && !isAnswered) {
                isAnswered = true;
                new Thread(() -> answer.complete(OK), "answers").start();
                await(isAboutToBeRecorded);
            }
            return 0;
        }

        @Override
        public String kind(long index) {
            isAboutToBeRecorded.countDown();
            await(loopWaits);
            return "call";
        }

        @Override
        public void waitUntil(long nanos) {
            loopWaits.countDown();
        }

        @Override
        public void wake() {}

        private static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException ended) {
                throw new AssertionError(ended);
            }
        }
    }

    @Test
    @DisplayName("the loop waits for an answer until it is recorded")
    void untilItIsRecorded() {
        OneCall call = new OneCall();
        LoadBounds bounds = new LoadBounds(1, Duration.ofSeconds(1), 1, Duration.ofSeconds(1));

        LoadResult result = new LoadLoop(call, Arrivals.saturating(), bounds, call).run();

        assertThat(result.ok()).isEqualTo(1);
    }
}
