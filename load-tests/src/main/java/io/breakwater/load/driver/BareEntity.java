package io.breakwater.load.driver;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/** A persistent entity that does nothing but persist: the least that any command of a node can cost. */
final class BareEntity extends EventSourcedBehavior<BareEntity.Write, byte[], Long> {

    private static final Duration LEAST_BACKOFF = Duration.ofMillis(200);
    private static final Duration MOST_BACKOFF = Duration.ofSeconds(5);
    private static final double JITTER = 0.2;

    /**
     * Asks for one event.
     *
     * @param event what is persisted
     * @param done completed when it is durable
     */
    record Write(byte[] event, CompletableFuture<String> done) {}

    private BareEntity(PersistenceId id) {
        super(id, SupervisorStrategy.restartWithBackoff(LEAST_BACKOFF, MOST_BACKOFF, JITTER));
    }

    static Behavior<Write> create(String id) {
        return new BareEntity(PersistenceId.of("bare", id));
    }

    @Override
    public Long emptyState() {
        return 0L;
    }

    @Override
    public CommandHandler<Write, byte[], Long> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(
                        Write.class,
                        write -> Effect().persist(write.event).thenRun(() -> write.done.complete(LoadTarget.OK)))
                .build();
    }

    @Override
    public EventHandler<Long, byte[]> eventHandler() {
        return newEventHandlerBuilder().forAnyState().onAnyEvent((count, event) -> count + 1);
    }
}
