package io.breakwater.node.oracle;

import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.market.MarketDefinitions;
import io.breakwater.node.market.MarketDefinitions.SymbolDefinition;
import io.breakwater.node.time.NodeClock;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Tells the aggregator of each defined symbol its definition, on every change and every few seconds: so all of them tick
 * without a quote, and one that was lost with its node is started by another.
 */
public final class AggregatorStarter extends AbstractBehavior<AggregatorStarter.Message> {

    /** Tells one aggregator its definition. */
    @FunctionalInterface
    public interface Aggregators {
        /** Tells it, unanswered. */
        void configure(String underlying, long version, SymbolDefinition definition);
    }

    /** What the starter hears. */
    public sealed interface Message {}

    /** The board shows definitions. */
    record Defined(MarketDefinitions definitions) implements Message {}

    /** Its own timer. */
    record WakeDue() implements Message {}

    private final NodeClock clock;
    private final Aggregators aggregators;
    private final long wakeMillis;
    private MarketDefinitions definitions;

    private AggregatorStarter(
            ActorContext<Message> context,
            NodeClock clock,
            MarketBoard board,
            Aggregators aggregators,
            long wakeMillis) {
        super(context);
        this.clock = clock;
        this.aggregators = aggregators;
        this.wakeMillis = wakeMillis;
        ActorRef<Message> self = context.getSelf();
        this.definitions = board.newest().definitions();
        board.follow(posting -> self.tell(new Defined(posting.definitions())));
        wake();
    }

    /**
     * The starter of a node.
     *
     * @param aggregators such as {@link ClusterOracles#configure}
     */
    public static Behavior<Message> create(
            NodeClock clock, MarketBoard board, Aggregators aggregators, OracleSettings settings) {
        return Behaviors.supervise(Behaviors.<Message>setup(
                        context -> new AggregatorStarter(context, clock, board, aggregators, settings.wakeMillis())))
                .onFailure(SupervisorStrategy.resume());
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(Defined.class, this::defined)
                .onMessage(WakeDue.class, due -> wake())
                .build();
    }

    private Behavior<Message> defined(Defined message) {
        if (message.definitions.version() > definitions.version()) {
            definitions = message.definitions;
            configureAll();
        }
        return this;
    }

    private Behavior<Message> wake() {
        ActorRef<Message> self = getContext().getSelf();
        clock.after(wakeMillis, () -> self.tell(new WakeDue()));
        configureAll();
        return this;
    }

    private void configureAll() {
        definitions
                .symbols()
                .forEach((underlying, definition) ->
                        aggregators.configure(underlying, definitions.version(), definition));
    }
}
