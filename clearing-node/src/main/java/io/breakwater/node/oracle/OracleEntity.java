package io.breakwater.node.oracle;

import io.breakwater.node.market.DirectoryProtocol;
import io.breakwater.node.market.MarketDefinitions;
import io.breakwater.node.market.MarketDefinitions.SymbolDefinition;
import io.breakwater.node.oracle.OracleAggregator.Surroundings;
import io.breakwater.node.oracle.OracleProtocol.HaltOutcome;
import io.breakwater.node.oracle.OracleProtocol.HaltReceipt;
import io.breakwater.node.oracle.OracleProtocol.Reason;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding.Passivate;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding.ShardCommand;

/**
 * An underlying's entity until it knows its definition: it asks the directory, keeps what it is told meanwhile, and goes on
 * as the aggregator. What comes for an underlying that is not defined is refused, and the entity ends with it: anybody may
 * name any underlying.
 */
final class OracleEntity extends AbstractBehavior<OracleProtocol> {

    private final String underlying;
    private final ActorRef<DirectoryProtocol> directory;
    private final ActorRef<ShardCommand> shard;
    private final Surroundings node;
    private final StashBuffer<OracleProtocol> waiting;
    private boolean isAsked;

    private OracleEntity(
            ActorContext<OracleProtocol> context,
            StashBuffer<OracleProtocol> waiting,
            String underlying,
            ActorRef<DirectoryProtocol> directory,
            ActorRef<ShardCommand> shard,
            Surroundings node) {
        super(context);
        this.waiting = waiting;
        this.underlying = underlying;
        this.directory = directory;
        this.shard = shard;
        this.node = node;
        ask();
    }

    /**
     * The entity of an underlying.
     *
     * @param directory asked for the definition
     * @param shard asked to stop the entity of an underlying without one
     */
    static Behavior<OracleProtocol> create(
            String underlying, ActorRef<DirectoryProtocol> directory, ActorRef<ShardCommand> shard, Surroundings node) {
        return Behaviors.setup(context -> Behaviors.withStash(
                node.settings().waitingMessages(),
                waiting -> new OracleEntity(context, waiting, underlying, directory, shard, node)));
    }

    private void ask() {
        isAsked = true;
        getContext()
                .ask(
                        MarketDefinitions.class,
                        directory,
                        node.settings().askTimeout(),
                        DirectoryProtocol.Read::new,
                        (definitions, failure) -> failure == null
                                ? new OracleProtocol.DefinitionRead(
                                        definitions.version(),
                                        Optional.ofNullable(
                                                definitions.symbols().get(underlying)))
                                : new OracleProtocol.DefinitionLost());
    }

    @Override
    public Receive<OracleProtocol> createReceive() {
        return newReceiveBuilder()
                .onMessage(OracleProtocol.Configure.class, this::become)
                .onMessage(OracleProtocol.DefinitionRead.class, this::read)
                .onMessage(OracleProtocol.DefinitionLost.class, lost -> refuseWaiting(Reason.UNAVAILABLE))
                .onMessage(OracleProtocol.ThrottleReported.class, report -> this)
                .onMessage(OracleProtocol.Stop.class, told -> stop())
                .onAnyMessage(this::await)
                .build();
    }

    private Behavior<OracleProtocol> await(OracleProtocol message) {
        if (waiting.isFull()) {
            refuse(message, Reason.UNAVAILABLE);
            return this;
        }
        waiting.stash(message);
        if (!isAsked) {
            ask();
        }
        return this;
    }

    private Behavior<OracleProtocol> become(OracleProtocol.Configure configuration) {
        return waiting.unstashAll(OracleAggregator.create(configuration, node));
    }

    private Behavior<OracleProtocol> read(OracleProtocol.DefinitionRead read) {
        if (read.definition().isEmpty()) {
            return refuseWaiting(Reason.UNDEFINED);
        }
        SymbolDefinition definition = read.definition().get();
        return become(new OracleProtocol.Configure(read.version(), definition));
    }

    private Behavior<OracleProtocol> refuseWaiting(Reason reason) {
        isAsked = false;
        if (waiting.nonEmpty()) {
            waiting.forEach(message -> refuse(message, reason));
            waiting.clear();
            shard.tell(new Passivate<>(getContext().getSelf()));
        }
        return this;
    }

    /** What came before the shard knew is refused, to be sent again: the shard keeps what comes after. */
    private Behavior<OracleProtocol> stop() {
        waiting.forEach(message -> refuse(message, Reason.UNAVAILABLE));
        return Behaviors.stopped();
    }

    private void refuse(OracleProtocol message, Reason reason) {
        HaltOutcome outcome = reason == Reason.UNDEFINED ? HaltOutcome.UNDEFINED : HaltOutcome.UNAVAILABLE;
        if (message instanceof OracleProtocol.Publish publish) {
            publish.replyTo().tell(QuoteIntake.refuseAll(publish.quotes(), reason, underlying));
        } else if (message instanceof OracleProtocol.Halt halt) {
            halt.replyTo().tell(new HaltReceipt(underlying, outcome));
        } else if (message instanceof OracleProtocol.Resume resume) {
            resume.replyTo().tell(new HaltReceipt(underlying, outcome));
        }
    }
}
