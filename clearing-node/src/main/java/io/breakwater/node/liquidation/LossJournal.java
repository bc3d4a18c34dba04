package io.breakwater.node.liquidation;

import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;

/** Keeps the ledger of losses durable. */
final class LossJournal extends EventSourcedBehavior<LossJournal.Note, LossEvent, LossLedger> {

    static final PersistenceId ID = PersistenceId.ofUniqueId("losses");

    private static final double RESTART_SPREAD = 0.2;
    private static final int KEPT_SNAPSHOTS = 2;

    /**
     * Make these durable, and tell the ledger after them.
     *
     * @param events may be empty
     * @param replyTo told once they are durable
     */
    record Note(List<LossEvent> events, ActorRef<LossLedger> replyTo) {}

    private final int snapshotEveryEvents;

    private LossJournal(LiquidationSettings settings) {
        super(
                ID,
                SupervisorStrategy.restartWithBackoff(
                        settings.persistRestartFirst(), settings.persistRestartMost(), RESTART_SPREAD));
        this.snapshotEveryEvents = settings.snapshotEveryEvents();
    }

    static Behavior<Note> of(LiquidationSettings settings) {
        return Behaviors.setup(context -> new LossJournal(settings));
    }

    @Override
    public LossLedger emptyState() {
        return LossLedger.EMPTY;
    }

    @Override
    public CommandHandler<Note, LossEvent, LossLedger> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(
                        Note.class, note -> Effect().persist(note.events()).thenReply(note.replyTo(), ledger -> ledger))
                .build();
    }

    @Override
    public EventHandler<LossLedger, LossEvent> eventHandler() {
        return (ledger, event) -> event.applyTo(ledger);
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(snapshotEveryEvents, KEPT_SNAPSHOTS);
    }
}
