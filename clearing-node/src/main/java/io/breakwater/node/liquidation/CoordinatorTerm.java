package io.breakwater.node.liquidation;

import io.breakwater.core.protocol.CoordinatorMessage;
import io.breakwater.core.protocol.CoordinatorParameters;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.time.NodeClock;
import java.util.OptionalLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Holds the term of the coordinator: obtains it, starts the coordinator, and goes on holding the term for it. To be run as a
 * cluster singleton; that two of them may live at once in a partition is what the terms are for.
 */
public final class CoordinatorTerm extends AbstractBehavior<CoordinatorCommand> {

    /**
     * What it works with.
     *
     * @param holder name of this life of the process
     * @param clock of the node
     * @param store where all agree who holds a term
     * @param settings times of the term, and how the coordinator works and persists
     * @param board newest state of the markets
     * @param conditions of the markets
     * @param report who is told the gains of the throttle
     */
    public record Surroundings(
            String holder,
            NodeClock clock,
            TermStore store,
            LiquidationSettings settings,
            MarketBoard board,
            ConditionsSource conditions,
            ThrottleReport report) {

        private LiquidationCoordinator.Surroundings coordinator() {
            CoordinatorParameters parameters = settings.coordinator();
            return new LiquidationCoordinator.Surroundings(
                    clock, parameters, settings, new ThrottleGains(board, conditions, parameters), report);
        }
    }

    /** Random share of a restart's wait, so that all do not come back at one moment. */
    private static final double RESTART_SPREAD = 0.2;

    private record HoldDue() implements CoordinatorCommand.Internal {}

    private record Held(long askedMillis, OptionalLong term, Throwable failure)
            implements CoordinatorCommand.Internal {}

    private final Surroundings with;
    private ActorRef<CoordinatorCommand> coordinator;
    private long heldTerm;
    private int lives = 1;
    private boolean isReplacing;

    private CoordinatorTerm(ActorContext<CoordinatorCommand> context, Surroundings with) {
        super(context);
        this.with = with;
        hold();
    }

    /** A process that would be the coordinator. */
    public static Behavior<CoordinatorCommand> of(Surroundings with) {
        return Behaviors.supervise(Behaviors.<CoordinatorCommand>setup(context -> new CoordinatorTerm(context, with)))
                .onFailure(SupervisorStrategy.restartWithBackoff(
                        with.settings().persistRestartFirst(), with.settings().persistRestartMost(), RESTART_SPREAD));
    }

    @Override
    public Receive<CoordinatorCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(CoordinatorCommand.FromDesk.class, this::forward)
                .onMessage(HoldDue.class, due -> hold())
                .onMessage(Held.class, this::held)
                .onSignal(Terminated.class, signal -> coordinatorStopped())
                .build();
    }

    /** Without a term nobody answers: desks live on their slots. */
    private Behavior<CoordinatorCommand> forward(CoordinatorCommand.FromDesk message) {
        if (coordinator != null) {
            coordinator.tell(message);
        }
        return this;
    }

    private Behavior<CoordinatorCommand> hold() {
        long asked = with.clock().nowMillis();
        getContext()
                .pipeToSelf(
                        with.store().hold(with.holder() + "/" + lives),
                        (term, failure) -> new Held(asked, failure == null ? term : OptionalLong.empty(), failure));
        return this;
    }

    /** The time is counted from before the term was asked for: the store ends it later, never earlier. */
    private Behavior<CoordinatorCommand> held(Held held) {
        if (held.failure() != null) {
            getContext().getLog().warn("the store of terms did not answer", held.failure());
        }
        held.term()
                .ifPresent(
                        term -> begin(term, held.askedMillis() + with.settings().termMillis()));
        ActorRef<CoordinatorCommand> self = getContext().getSelf();
        with.clock().after(with.settings().termRenewMillis(), () -> self.tell(new HoldDue()));
        return this;
    }

    /** A new term begins with a coordinator that reads the journal now. */
    private void begin(long term, long untilMillis) {
        if (coordinator != null && term != heldTerm) {
            isReplacing = true;
            getContext().stop(coordinator);
            return;
        }
        if (coordinator == null) {
            heldTerm = term;
            coordinator = getContext().spawnAnonymous(LiquidationCoordinator.of(with.coordinator()));
            getContext().watch(coordinator);
        }
        coordinator.tell(new LiquidationCoordinator.Hears(new CoordinatorMessage.TermHeld(term, untilMillis)));
    }

    /** One that stopped by itself may have left a write behind: its term has to end before the next one reads. */
    private Behavior<CoordinatorCommand> coordinatorStopped() {
        coordinator = null;
        lives += isReplacing ? 0 : 1;
        isReplacing = false;
        return this;
    }
}
