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

    private static final long DEADLINE_SECONDS = 30;

    private final Thread loop = Thread.currentThread();
    private final CountDownLatch answered = new CountDownLatch(1);
    private final CountDownLatch loopWaits = new CountDownLatch(1);

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException ended) {
            throw new AssertionError(ended);
        }
    }

    /** Stands still; once the call is sent, the loop sees no time before the answer has come. */
    private final class Standing implements LoadTime {

        private volatile boolean isSent;

        @Override
        public long nanos() {
            if (isSent && Thread.currentThread() == loop) {
                await(answered);
            }
            return 0;
        }

        @Override
        public void waitUntil(long nanos) {
            loopWaits.countDown();
        }

        @Override
        public void wake() {}
    }

    /** Its answer is recorded when the loop waits for it. */
    private record Answers(Standing time, CountDownLatch answered, CountDownLatch loopWaits) implements LoadTarget {

        @Override
        public String kind(long index) {
            answered.countDown();
            await(loopWaits);
            return "call";
        }

        @Override
        public CompletionStage<String> call(long index) {
            time.isSent = true;
            return CompletableFuture.supplyAsync(() -> OK, task -> new Thread(task).start());
        }
    }

    @Test
    @DisplayName("the loop waits for an answer until it is recorded")
    void untilItIsRecorded() {
        Standing time = new Standing();
        LoadBounds oneCall = new LoadBounds(1, Duration.ofSeconds(1), 1, Duration.ofSeconds(1));

        LoadResult result =
                new LoadLoop(time, Arrivals.saturating(), oneCall, new Answers(time, answered, loopWaits)).run();

        assertThat(result.ok()).isEqualTo(1);
    }
}
