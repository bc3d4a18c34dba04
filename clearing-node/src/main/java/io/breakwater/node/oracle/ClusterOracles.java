package io.breakwater.node.oracle;

import io.breakwater.core.money.Rate;
import io.breakwater.node.market.DirectoryProtocol;
import io.breakwater.node.market.MarketDefinitions.SymbolDefinition;
import io.breakwater.node.market.PublishedPrice;
import io.breakwater.node.oracle.OracleProtocol.HaltReceipt;
import io.breakwater.node.oracle.OracleProtocol.Receipt;
import io.breakwater.node.time.NodeClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.pubsub.Topic;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/** Finds the aggregators in the cluster and asks them. */
public final class ClusterOracles implements Oracles {

    /** The entities: one per underlying. */
    public static final EntityTypeKey<OracleProtocol> TYPE_KEY = EntityTypeKey.create(OracleProtocol.class, "oracle");

    private final ClusterSharding sharding;
    private final Duration askTimeout;

    private ClusterOracles(ClusterSharding sharding, Duration askTimeout) {
        this.sharding = sharding;
        this.askTimeout = askTimeout;
    }

    /**
     * Lets aggregators live on this node too; called once on each node. None is passivated for being idle: they tick by
     * themselves.
     *
     * @param clock of this node
     * @param directory asked by an aggregator that starts
     * @param prices topic of this node
     */
    public static ClusterOracles start(
            ActorSystem<?> system,
            NodeClock clock,
            ActorRef<DirectoryProtocol> directory,
            ActorRef<Topic.Command<PublishedPrice>> prices,
            OracleSettings settings) {
        ClusterSharding sharding = ClusterSharding.get(system);
        OracleAggregator.Surroundings node = new OracleAggregator.Surroundings(clock, prices, settings);
        sharding.init(Entity.of(
                        TYPE_KEY,
                        entity -> OracleEntity.create(entity.getEntityId(), directory, entity.getShard(), node))
                .withStopMessage(new OracleProtocol.Stop())
                .withSettings(ClusterShardingSettings.create(system).withNoPassivationStrategy()));
        return new ClusterOracles(sharding, settings.askTimeout());
    }

    private EntityRef<OracleProtocol> oracle(String underlying) {
        return sharding.entityRefFor(TYPE_KEY, underlying);
    }

    @Override
    public CompletionStage<Receipt> publish(String underlying, List<SourceQuote> quotes) {
        return oracle(underlying).ask(replyTo -> new OracleProtocol.Publish(quotes, replyTo), askTimeout);
    }

    @Override
    public CompletionStage<HaltReceipt> halt(String underlying, String reason) {
        return oracle(underlying).ask(replyTo -> new OracleProtocol.Halt(reason, replyTo), askTimeout);
    }

    @Override
    public CompletionStage<HaltReceipt> resume(String underlying) {
        return oracle(underlying).ask(OracleProtocol.Resume::new, askTimeout);
    }

    @Override
    public void throttled(String underlying, Rate gain) {
        oracle(underlying).tell(new OracleProtocol.ThrottleReported(gain));
    }

    /** Tells an aggregator its definition, and so starts it. */
    public void configure(String underlying, long version, SymbolDefinition definition) {
        oracle(underlying).tell(new OracleProtocol.Configure(version, definition));
    }
}
