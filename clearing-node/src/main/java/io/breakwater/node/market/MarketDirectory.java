package io.breakwater.node.market;

import io.breakwater.node.market.DirectoryProtocol.Answer;
import io.breakwater.node.time.NodeClock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.pubsub.Topic;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * Keeps the one version of the definitions of all markets, and tells every node each new one: a singleton of the cluster,
 * so that changes have one order.
 */
public final class MarketDirectory extends EventSourcedBehavior<DirectoryProtocol, DirectoryEvent, DirectoryState> {

    /** Its journal. */
    public static final PersistenceId PERSISTENCE_ID = PersistenceId.ofUniqueId("market-directory");

    private final NodeClock clock;
    private final ActorRef<Topic.Command<MarketDefinitions>> topic;
    private final MarketSettings settings;

    private MarketDirectory(
            NodeClock clock, ActorRef<Topic.Command<MarketDefinitions>> topic, MarketSettings settings) {
        super(
                PERSISTENCE_ID,
                SupervisorStrategy.restartWithBackoff(
                        settings.persistRestartFirst(), settings.persistRestartMost(), MarketSettings.RESTART_SPREAD));
        this.clock = clock;
        this.topic = topic;
        this.settings = settings;
    }

    /**
     * The directory.
     *
     * @param clock of its own node
     * @param topic of its own node, by which every node hears
     */
    public static Behavior<DirectoryProtocol> create(
            NodeClock clock, ActorRef<Topic.Command<MarketDefinitions>> topic, MarketSettings settings) {
        return new MarketDirectory(clock, topic, settings);
    }

    @Override
    public DirectoryState emptyState() {
        return DirectoryState.EMPTY;
    }

    @Override
    public CommandHandler<DirectoryProtocol, DirectoryEvent, DirectoryState> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(DirectoryProtocol.Read.class, this::read)
                .onCommand(DirectoryProtocol.Recall.class, this::recall)
                .onCommand(DirectoryProtocol.Apply.class, this::change)
                .build();
    }

    private Effect<DirectoryEvent, DirectoryState> read(DirectoryState state, DirectoryProtocol.Read command) {
        return Effect().none().thenRun(() -> command.replyTo().tell(state.definitions()));
    }

    private Effect<DirectoryEvent, DirectoryState> recall(DirectoryState state, DirectoryProtocol.Recall command) {
        Answer answer = answered(state, command.operation()).orElseGet(() -> new Answer.Unseen(state.definitions()));
        return Effect().none().thenRun(() -> command.replyTo().tell(answer));
    }

    /** The answer that the id of an operation alone decides. */
    private Optional<Answer> answered(DirectoryState state, Operation operation) {
        return state.operations().isDone(operation)
                ? Optional.of(new Answer.Accepted(state.definitions()))
                : state.operations()
                        .refusal(operation, today(), settings.directory())
                        .map(Function.identity());
    }

    private LocalDate today() {
        return Instant.ofEpochMilli(clock.nowMillis()).atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private Effect<DirectoryEvent, DirectoryState> change(DirectoryState state, DirectoryProtocol.Apply command) {
        Optional<Answer> answer = command.operation()
                .flatMap(operation -> answered(state, operation))
                .or(() -> command.change().refusal(state, settings.directory()));
        if (answer.isPresent()) {
            return Effect().none().thenRun(() -> command.replyTo().tell(answer.get()));
        }
        if (command.operation().isEmpty() && command.change().applyTo(state).equals(state)) {
            return Effect().none().thenRun(() -> accept(state, command));
        }
        return Effect()
                .persist(new DirectoryEvent(state.definitions().version() + 1, command.change(), command.operation()))
                .thenRun(changed -> broadcast(changed))
                .thenRun(changed -> accept(changed, command));
    }

    private static void accept(DirectoryState state, DirectoryProtocol.Apply command) {
        command.replyTo().tell(new Answer.Accepted(state.definitions()));
    }

    private void broadcast(DirectoryState state) {
        topic.tell(Topic.publish(state.definitions()));
    }

    @Override
    public EventHandler<DirectoryState, DirectoryEvent> eventHandler() {
        return DirectoryState::after;
    }

    @Override
    public SignalHandler<DirectoryState> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::broadcast)
                .build();
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(settings.snapshotEveryEvents(), MarketSettings.KEPT_SNAPSHOTS);
    }
}
