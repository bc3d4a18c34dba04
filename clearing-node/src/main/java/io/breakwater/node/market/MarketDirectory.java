package io.breakwater.node.market;

import io.breakwater.node.market.DirectoryProtocol.Answer;
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

    private final ActorRef<Topic.Command<MarketDefinitions>> topic;
    private final MarketSettings settings;

    private MarketDirectory(ActorRef<Topic.Command<MarketDefinitions>> topic, MarketSettings settings) {
        super(
                PERSISTENCE_ID,
                SupervisorStrategy.restartWithBackoff(
                        settings.persistRestartFirst(), settings.persistRestartMost(), MarketSettings.RESTART_SPREAD));
        this.topic = topic;
        this.settings = settings;
    }

    /**
     * The directory.
     *
     * @param topic of its own node, by which every node hears
     */
    public static Behavior<DirectoryProtocol> create(
            ActorRef<Topic.Command<MarketDefinitions>> topic, MarketSettings settings) {
        return new MarketDirectory(topic, settings);
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
                .onCommand(DirectoryProtocol.Apply.class, this::change)
                .build();
    }

    private Effect<DirectoryEvent, DirectoryState> read(DirectoryState state, DirectoryProtocol.Read command) {
        return Effect().none().thenRun(() -> command.replyTo().tell(state.definitions()));
    }

    private Effect<DirectoryEvent, DirectoryState> change(DirectoryState state, DirectoryProtocol.Apply command) {
        var refusal = command.change().refusal(state, settings.directory());
        if (refusal.isPresent()) {
            return Effect().none().thenRun(() -> command.replyTo().tell(refusal.get()));
        }
        if (command.change().applyTo(state).equals(state)) {
            return Effect().none().thenRun(() -> accept(state, command));
        }
        return Effect()
                .persist(new DirectoryEvent(state.definitions().version() + 1, command.change()))
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
