package io.breakwater.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.dispatch.ExecutionContexts;

/**
 * Actors whose work can be waited for: a test moves its clock, waits until nobody has anything left to do, and only then
 * looks. How fast the machine is decides nothing.
 *
 * <p>Every mailbox and every future runs on threads that are counted. What a message causes is counted before the message
 * ends, so a count of zero means that nothing goes on.
 */
public final class QuietActors implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int THREADS = 4;

    private final AtomicLong underWay = new AtomicLong();
    private final Executor threads = new ForkJoinPool(THREADS);

    /** Where a test spawns its actors. */
    public final ActorTestKit kit;

    /** A system of its own with this configuration, over the defaults. */
    public QuietActors(String name, Config config) {
        Config all = ConfigFactory.parseString("pekko.actor.internal-dispatcher = pekko.actor.default-dispatcher")
                .withFallback(config)
                .withFallback(ConfigFactory.load());
        BootstrapSetup setup =
                BootstrapSetup.create(all).withDefaultExecutionContext(ExecutionContexts.fromExecutor(this::execute));
        kit = ActorTestKit.create(ActorSystem.create(Behaviors.empty(), name, setup));
    }

    private void execute(Runnable task) {
        underWay.incrementAndGet();
        threads.execute(() -> {
            try {
                task.run();
            } finally {
                underWay.decrementAndGet();
            }
        });
    }

    /** Waits until nothing goes on; fails after a minute of real time. */
    public void awaitQuiet() {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (underWay.get() > 0) {
            assertThat(System.nanoTime()).as("waiting for actors to be quiet").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(20));
        }
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
    }
}
