package io.breakwater.node.oracle;

import io.breakwater.core.oracle.ValidatedPrice;
import io.breakwater.core.protocol.AggregatorEvent;
import io.breakwater.core.protocol.AggregatorMessage;
import io.breakwater.core.protocol.AggregatorPrice;
import io.breakwater.core.protocol.AggregatorProtocol;
import io.breakwater.core.protocol.AggregatorState;
import io.breakwater.core.protocol.AggregatorStep;
import io.breakwater.node.market.MarketDefinitions.SymbolDefinition;
import io.breakwater.node.market.PublishedPrice;
import io.breakwater.node.oracle.OracleEvent.AggregatorFact;
import io.breakwater.node.oracle.OracleEvent.BasisKept;
import io.breakwater.node.oracle.OracleProtocol.HaltOutcome;
import io.breakwater.node.oracle.OracleProtocol.HaltReceipt;
import io.breakwater.node.time.NodeClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
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
 * Executes the aggregator protocol of one underlying that is defined: it persists what the core decides, and only then
 * publishes, answers and sets the timer.
 *
 * <p>The journal holds what the next incarnation goes on from. The feed that runs lives beside it, in this actor alone:
 * quotes are not durable, sources send newer ones.
 */
final class OracleAggregator extends EventSourcedBehavior<OracleProtocol, OracleEvent, OracleState> {

    /**
     * What an aggregator needs of its node.
     *
     * @param clock of the node
     * @param prices topic of this node
     * @param settings bounds and waits
     */
    record Surroundings(NodeClock clock, ActorRef<Topic.Command<PublishedPrice>> prices, OracleSettings settings) {}

    private final ActorRef<OracleProtocol> self;
    private final Surroundings node;
    private SymbolDefinition definition;
    private long version;
    private AggregatorState running;
    private MarkFeed mark;
    private NodeClock.Timer tick = () -> {};

    private OracleAggregator(
            ActorContext<OracleProtocol> context, OracleProtocol.Configure configuration, Surroundings node) {
        super(
                persistenceId(configuration.definition().underlying()),
                SupervisorStrategy.restartWithBackoff(
                        node.settings.persistRestartFirst(),
                        node.settings.persistRestartMost(),
                        OracleSettings.RESTART_SPREAD));
        this.self = context.getSelf();
        this.node = node;
        this.definition = configuration.definition();
        this.version = configuration.version();
        this.running = AggregatorState.unborn(definition.aggregator());
        this.mark = MarkFeed.startingAt(definition, BasisKept.NONE.basis(), BasisKept.NONE.sampledMillis());
    }

    /** The aggregator of an underlying under a definition. */
    static Behavior<OracleProtocol> create(OracleProtocol.Configure configuration, Surroundings node) {
        return Behaviors.setup(context -> new OracleAggregator(context, configuration, node));
    }

    /** The journal of an underlying. */
    static PersistenceId persistenceId(String underlying) {
        return PersistenceId.of("oracle", underlying);
    }

    @Override
    public OracleState emptyState() {
        return new OracleState(AggregatorState.unborn(definition.aggregator()), BasisKept.NONE);
    }

    @Override
    public EventHandler<OracleState, OracleEvent> eventHandler() {
        return (state, event) -> event.applyTo(state);
    }

    @Override
    public OracleEventAdapter eventAdapter() {
        return new OracleEventAdapter();
    }

    @Override
    public SignalHandler<OracleState> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), state -> self.tell(new OracleProtocol.Start()))
                .onSignal(PostStop.instance(), state -> tick.cancel())
                .onSignal(PreRestart.instance(), state -> tick.cancel())
                .build();
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(node.settings.snapshotEveryEvents(), OracleSettings.KEPT_SNAPSHOTS);
    }

    @Override
    public CommandHandler<OracleProtocol, OracleEvent, OracleState> commandHandler() {
        var handlers = newCommandHandlerBuilder();
        handlers.forAnyState()
                .onCommand(OracleProtocol.Start.class, this::start)
                .onCommand(OracleProtocol.Stop.class, told -> Effect().stop());
        handlers.forState(state -> running.feed().isEmpty())
                .onAnyCommand(command -> Effect().stash());
        handlers.forAnyState()
                .onCommand(OracleProtocol.Publish.class, this::publish)
                .onCommand(OracleProtocol.Tick.class, command -> tick())
                .onCommand(OracleProtocol.Halt.class, this::halt)
                .onCommand(OracleProtocol.Resume.class, this::resume)
                .onCommand(OracleProtocol.ThrottleReported.class, this::throttled)
                .onCommand(OracleProtocol.Configure.class, this::configure)
                .onCommand(OracleProtocol.DefinitionRead.class, late -> Effect().none())
                .onCommand(OracleProtocol.DefinitionLost.class, late -> Effect().none());
        return handlers.build();
    }

    private Effect<OracleEvent, OracleState> start(OracleState state, OracleProtocol.Start command) {
        BasisKept kept = state.basis();
        mark = MarkFeed.startingAt(definition, kept.basis(), kept.sampledMillis());
        return execute(begin(state.aggregator()), List.of(), () -> {});
    }

    /** A new incarnation of the feed, under the definition in force. */
    private AggregatorStep begin(AggregatorState kept) {
        AggregatorState configured = new AggregatorState(
                definition.aggregator(),
                kept.epoch(),
                kept.isHalted(),
                kept.warm(),
                kept.range(),
                Optional.empty(),
                kept.isThrottled(),
                kept.keptMillis());
        return AggregatorProtocol.step(configured, new AggregatorMessage.Started(), node.clock.nowMillis());
    }

    private Effect<OracleEvent, OracleState> publish(OracleProtocol.Publish command) {
        int most = node.settings.batchQuotes();
        if (command.quotes().size() > most) {
            String detail = command.quotes().size() + " quotes, at most " + most;
            command.replyTo().tell(QuoteIntake.refuseAll(command.quotes(), OracleProtocol.Reason.TOO_MANY, detail));
            return Effect().none();
        }
        QuoteIntake.Taken taken = QuoteIntake.take(command.quotes(), running, mark, node.clock.nowMillis());
        running = taken.aggregator();
        mark = taken.mark();
        command.replyTo().tell(taken.receipt());
        return Effect().none();
    }

    private Effect<OracleEvent, OracleState> tick() {
        long now = node.clock.nowMillis();
        AggregatorStep step = AggregatorProtocol.step(running, new AggregatorMessage.Ticked(), now);
        step.broadcast().map(AggregatorPrice::price).map(ValidatedPrice::price).ifPresent(index -> {
            mark = mark.sampled(index, now);
        });
        boolean isKept = step.events().stream().anyMatch(AggregatorEvent.WarmStateKept.class::isInstance);
        List<OracleEvent> beside = isKept ? List.of(new BasisKept(mark.basis(), mark.sampledMillis())) : List.of();
        return execute(step, beside, () -> {});
    }

    private Effect<OracleEvent, OracleState> halt(OracleProtocol.Halt command) {
        return execute(
                new AggregatorMessage.HaltAsked(command.reason()),
                () -> command.replyTo().tell(durable()));
    }

    private Effect<OracleEvent, OracleState> resume(OracleProtocol.Resume command) {
        return execute(
                new AggregatorMessage.ResumeAsked(), () -> command.replyTo().tell(durable()));
    }

    private HaltReceipt durable() {
        return new HaltReceipt(definition.underlying(), HaltOutcome.DURABLE);
    }

    private Effect<OracleEvent, OracleState> throttled(OracleProtocol.ThrottleReported command) {
        return execute(new AggregatorMessage.ThrottleReported(command.gain()), () -> {});
    }

    /** A change of the index's parameters begins a new epoch from what is known now; one of the mark's counts at once. */
    private Effect<OracleEvent, OracleState> configure(OracleProtocol.Configure command) {
        if (command.version() <= version) {
            return Effect().none();
        }
        version = command.version();
        boolean isSameFeed = command.definition().aggregator().equals(definition.aggregator());
        definition = command.definition();
        mark = mark.under(definition);
        if (isSameFeed) {
            return Effect().none();
        }
        List<OracleEvent> kept = new ArrayList<>();
        AggregatorState known = running;
        var warm = running.feed().orElseThrow().warmState();
        if (warm.isPresent()) {
            AggregatorEvent event = new AggregatorEvent.WarmStateKept(
                    warm.get(), running.range().orElseThrow());
            known = event.applyTo(running);
            kept.add(new AggregatorFact(event));
        }
        return execute(begin(known), kept, () -> {});
    }

    private Effect<OracleEvent, OracleState> execute(AggregatorMessage message, Runnable answer) {
        return execute(AggregatorProtocol.step(running, message, node.clock.nowMillis()), List.of(), answer);
    }

    private Effect<OracleEvent, OracleState> execute(AggregatorStep step, List<OracleEvent> beside, Runnable answer) {
        List<OracleEvent> events = new ArrayList<>(beside);
        step.events().forEach(event -> events.add(new AggregatorFact(event)));
        if (events.isEmpty()) {
            follow(step);
            answer.run();
            return Effect().none();
        }
        return Effect()
                .persist(events)
                .thenRun(durable -> {
                    follow(step);
                    answer.run();
                })
                .thenUnstashAll();
    }

    /** What a step asks for once its events are durable. */
    private void follow(AggregatorStep step) {
        running = step.state();
        step.broadcast().ifPresent(price -> node.prices.tell(Topic.publish(withMark(price))));
        step.tickAfterMillis().ifPresent(millis -> {
            tick.cancel();
            tick = node.clock.after(millis, () -> self.tell(new OracleProtocol.Tick()));
        });
    }

    private PublishedPrice withMark(AggregatorPrice price) {
        long now = price.price().timeMillis();
        return new PublishedPrice(
                price,
                mark.mark(price.price().price(), now),
                running.range().orElseThrow().sigma(),
                mark.own(now));
    }
}
