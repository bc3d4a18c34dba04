package io.breakwater.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.dispatch.ExecutionContexts;

/**
 * Actors whose work can be waited for: a test moves its clock, waits until nobody has anything left to do, and only then
 * looks. How fast the machine is decides nothing, and neither does the order in which threads get a processor.
 *
 * <p>Every mailbox and every future runs on one thread, in the order in which they were given work, and is counted. What
 * a message causes is counted before the message ends, so a count of zero means that nothing goes on.
 */
public final class QuietActors implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** Journals would have threads of their own, and so would a cluster. */
    private static final Config ALL_ON_ONE_THREAD = ConfigFactory.parseString("""
            pekko.actor.provider = local
            pekko.actor.internal-dispatcher = pekko.actor.default-dispatcher
            pekko.persistence.journal-plugin-fallback.plugin-dispatcher = pekko.actor.default-dispatcher
            pekko.persistence.snapshot-store-plugin-fallback.plugin-dispatcher = pekko.actor.default-dispatcher
            """);

    private final AtomicLong underWay = new AtomicLong();
    private final Object turn = new Object();
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());

    /** Where a test has its probes from, and stops its actors. */
    public final ActorTestKit kit;

    /** A system of its own with this configuration, over the defaults. */
    public QuietActors(String name, Config config) {
        Config all = ALL_ON_ONE_THREAD.withFallback(config).withFallback(ConfigFactory.load());
        thread.allowCoreThreadTimeOut(true);
        BootstrapSetup setup =
                BootstrapSetup.create(all).withDefaultExecutionContext(ExecutionContexts.fromExecutor(this::execute));
        kit = ActorTestKit.create(ActorSystem.create(Behaviors.empty(), name, setup));
    }

    private void execute(Runnable task) {
        underWay.incrementAndGet();
        thread.execute(() -> {
            try {
                synchronized (turn) {
                    task.run();
                }
            } finally {
                underWay.decrementAndGet();
            }
        });
    }

    /**
     * Does something that tells many actors, none of which begins before all of it is told, and waits until they have
     * ended. What is done may not wait for an actor.
     */
    public void together(Runnable messages) {
        if (Thread.holdsLock(turn)) {
            messages.run();
            return;
        }
        awaitQuiet();
        synchronized (turn) {
            messages.run();
        }
        awaitQuiet();
    }

    /** An actor that has begun: it has set its timers and asked its first questions. */
    public <T> ActorRef<T> spawn(Behavior<T> behavior) {
        ActorRef<T> actor = kit.spawn(behavior);
        awaitQuiet();
        return actor;
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
