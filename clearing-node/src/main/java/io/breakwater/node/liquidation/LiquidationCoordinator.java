package io.breakwater.node.liquidation;

import io.breakwater.core.protocol.CoordinatorEvent;
import io.breakwater.core.protocol.CoordinatorLedger;
import io.breakwater.core.protocol.CoordinatorMessage;
import io.breakwater.core.protocol.CoordinatorParameters;
import io.breakwater.core.protocol.CoordinatorProtocol;
import io.breakwater.core.protocol.CoordinatorState;
import io.breakwater.core.protocol.CoordinatorStep;
import io.breakwater.core.protocol.LeaseMessage;
import io.breakwater.node.time.NodeClock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * Grants velocity over the whole cluster: executes the core's coordinator on a journal. What it grants is durable before a
 * node hears of it. It is started after its term was obtained, so that it reads the journal as its predecessor left it; when
 * a write fails it stops, and the next one needs a new term. It tells from time to time how far it holds each symbol back.
 */
final class LiquidationCoordinator
        extends EventSourcedBehavior<CoordinatorCommand, CoordinatorEvent, CoordinatorLedger> {

    static final PersistenceId ID = PersistenceId.ofUniqueId("liquidation-coordinator");

    private static final int KEPT_SNAPSHOTS = 2;

    /**
     * What the coordinator works with.
     *
     * @param clock of the node
     * @param parameters of the protocol
     * @param settings how it persists, and how often it tells its gains
     * @param gains at which it would grant
     * @param report who is told them
     */
    record Surroundings(
            NodeClock clock,
            CoordinatorParameters parameters,
            LiquidationSettings settings,
            ThrottleGains gains,
            ThrottleReport report) {}

    /** From whoever holds the term, or from the coordinator's own timer. */
    record Hears(CoordinatorMessage message) implements CoordinatorCommand.Internal {}

    private record ReportDue() implements CoordinatorCommand.Internal {}

    private final ActorContext<CoordinatorCommand> context;
    private final Surroundings with;
    private final Map<String, ActorRef<LeaseMessage.LeasesAnswered>> desks = new LinkedHashMap<>();
    private CoordinatorState state;
    private NodeClock.Timer reporting = () -> {};

    private LiquidationCoordinator(ActorContext<CoordinatorCommand> context, Surroundings with) {
        super(ID);
        this.context = context;
        this.with = with;
        this.state = CoordinatorState.recovered(emptyState());
    }

    static Behavior<CoordinatorCommand> of(Surroundings with) {
        return Behaviors.setup(context -> new LiquidationCoordinator(context, with));
    }

    @Override
    public CoordinatorLedger emptyState() {
        return CoordinatorLedger.empty(with.parameters());
    }

    @Override
    public CommandHandler<CoordinatorCommand, CoordinatorEvent, CoordinatorLedger> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(CoordinatorCommand.FromDesk.class, this::fromDesk)
                .onCommand(Hears.class, heard -> step(heard.message()))
                .onCommand(ReportDue.class, due -> report())
                .build();
    }

    @Override
    public EventHandler<CoordinatorLedger, CoordinatorEvent> eventHandler() {
        return (ledger, event) -> event.applyTo(ledger);
    }

    @Override
    public SignalHandler<CoordinatorLedger> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.class, (ledger, signal) -> recovered(ledger))
                .onSignal(PostStop.class, (ledger, signal) -> reporting.cancel())
                .build();
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(with.settings().snapshotEveryEvents(), KEPT_SNAPSHOTS);
    }

    private void recovered(CoordinatorLedger ledger) {
        state = CoordinatorState.recovered(ledger);
        timeReport();
    }

    private void timeReport() {
        ActorRef<CoordinatorCommand> self = context.getSelf();
        reporting = with.clock().after(with.settings().throttleReportMillis(), () -> self.tell(new ReportDue()));
    }

    /** Who holds no term does not grant, and has nothing to tell. */
    private Effect<CoordinatorEvent, CoordinatorLedger> report() {
        long now = with.clock().nowMillis();
        if (state.mayGrant(now)) {
            with.gains().at(state, now).forEach(with.report()::gain);
        }
        timeReport();
        return Effect().none();
    }

    /** Desks are remembered for their answers; the oldest goes when there are more than the coordinator answers. */
    private Effect<CoordinatorEvent, CoordinatorLedger> fromDesk(CoordinatorCommand.FromDesk from) {
        desks.remove(from.node());
        desks.put(from.node(), from.desk());
        if (desks.size() > with.parameters().maxNodes()) {
            desks.remove(desks.keySet().iterator().next());
        }
        return step(from.message());
    }

    private Effect<CoordinatorEvent, CoordinatorLedger> step(CoordinatorMessage message) {
        CoordinatorStep step = CoordinatorProtocol.step(
                state, message, with.parameters(), with.clock().nowMillis());
        if (step.events().isEmpty()) {
            follow(step);
            return Effect().none();
        }
        return Effect().persist(step.events()).thenRun(ledger -> follow(step));
    }

    private void follow(CoordinatorStep step) {
        state = step.state();
        for (CoordinatorStep.Send send : step.sends()) {
            ActorRef<LeaseMessage.LeasesAnswered> desk = desks.get(send.node());
            if (desk != null && send.message() instanceof LeaseMessage.LeasesAnswered answered) {
                desk.tell(answered);
            }
        }
        ActorRef<CoordinatorCommand> self = context.getSelf();
        step.timers()
                .forEach(timer -> with.clock().after(timer.delayMillis(), () -> self.tell(new Hears(timer.message()))));
    }
}
