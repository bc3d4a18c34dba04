package io.breakwater.node;

import com.typesafe.config.Config;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.margin.OpenInterestRate;
import io.breakwater.core.money.Rate;
import io.breakwater.node.account.AccountListener;
import io.breakwater.node.account.AccountProtocol;
import io.breakwater.node.account.AccountSettings;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.account.ShardedAccounts;
import io.breakwater.node.grpc.GrpcServer;
import io.breakwater.node.grpc.GrpcSettings;
import io.breakwater.node.grpc.NodeParts;
import io.breakwater.node.grpc.NodeStatus;
import io.breakwater.node.market.BoardWriter;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.ops.NodeMetrics;
import io.breakwater.node.ops.OpsServer;
import io.breakwater.node.ops.OpsSettings;
import io.breakwater.node.ops.Readiness;
import io.breakwater.node.risk.CassandraAccountIndex;
import io.breakwater.node.risk.ClusterShardMap;
import io.breakwater.node.risk.ConditionsSampler;
import io.breakwater.node.risk.IndexedAccounts;
import io.breakwater.node.risk.LagHistogram;
import io.breakwater.node.risk.MarketConditions;
import io.breakwater.node.risk.RiskBookActor;
import io.breakwater.node.risk.RiskBookFeed;
import io.breakwater.node.risk.RiskGauges;
import io.breakwater.node.risk.RiskProtocol;
import io.breakwater.node.risk.RiskSettings;
import io.breakwater.node.risk.ShardFeed;
import io.breakwater.node.storage.StorageSettings;
import io.breakwater.node.time.NodeClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.typed.HashCodeMessageExtractor;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.http.javadsl.ServerBinding;

/**
 * Wires the parts of a node and does nothing else: markets first, then accounts with what watches and liquidates them,
 * and last the doors that others come in by.
 */
final class Guardian {

    private static final HashCodeMessageExtractor<AccountProtocol> SHARDS =
            new HashCodeMessageExtractor<>(ShardedAccounts.SHARDS);

    private final ActorContext<Void> context;
    private final ActorSystem<?> system;
    private final Config config;
    private final NodeClock clock;
    private final MarketBoard board;
    private final String life;
    private final RiskGauges gauges = new RiskGauges();
    private final MarketConditions conditions = new MarketConditions();
    private final AccountSettings accountSettings;
    private final ShardedAccounts sharded;
    private final CassandraAccountIndex index;
    private final Accounts accounts;

    private Guardian(ActorContext<Void> context, NodeClock clock) {
        this.context = context;
        this.system = context.getSystem();
        this.config = system.settings().config();
        this.clock = clock;
        this.board = BoardWriter.blankBoard(clock);
        this.life = Cluster.get(system).selfMember().uniqueAddress().toString();
        this.accountSettings = AccountSettings.of(config);
        this.sharded = new ShardedAccounts(system, accountSettings);
        this.index =
                new CassandraAccountIndex(system, StorageSettings.of(config).keyspace(), Guardian::shardOf);
        this.accounts = new IndexedAccounts(sharded, index);
    }

    /**
     * The guardian of a node.
     *
     * @param listeners told of every durable change of an account, besides the node's own
     * @param serving completed when the node serves, or failed
     */
    static Behavior<Void> create(
            NodeClock clock, List<AccountListener> listeners, CompletableFuture<ClearingNode.Parts> serving) {
        return Behaviors.setup(context -> {
            try {
                new Guardian(context, clock).wire(listeners, serving);
                return Behaviors.empty();
            } catch (RuntimeException failed) {
                serving.completeExceptionally(failed);
                throw failed;
            }
        });
    }

    private static int shardOf(String accountId) {
        return Integer.parseInt(SHARDS.shardId(accountId));
    }

    private void wire(List<AccountListener> listeners, CompletableFuture<ClearingNode.Parts> serving) {
        MarketWiring markets = new MarketWiring(context, clock, board, this::openInterestShare);
        ActorRef<RiskProtocol> book = riskBook();
        LiquidationWiring liquidation = new LiquidationWiring(
                context, clock, board, accounts, new NodeConditions(conditions), accountSettings, life, markets);
        List<AccountListener> told = new ArrayList<>(List.of(new RiskBookFeed(book)));
        told.addAll(liquidation.listeners());
        told.addAll(listeners);
        sharded.start(clock, board, AccountListener.all(told), liquidation.drivers());
        shardFeed(book);
        NodeParts parts = new NodeParts(
                clock,
                board,
                accounts,
                markets.oracles(),
                markets.directory(),
                liquidation.floor(),
                liquidation.register(),
                conditions::openUnits,
                () -> status(liquidation),
                () -> readiness().missing().isEmpty());
        serve(parts, liquidation).whenComplete((served, failure) -> {
            if (failure == null) {
                serving.complete(served);
            } else {
                serving.completeExceptionally(failure);
            }
        });
    }

    private ActorRef<RiskProtocol> riskBook() {
        RiskSettings settings = RiskSettings.of(config);
        ActorRef<RiskProtocol> book = context.spawn(
                RiskBookActor.create(clock, board, accounts, Guardian::shardOf, settings, gauges, life), "risk-book");
        context.spawn(ConditionsSampler.create(clock, board, book, settings, conditions), "conditions");
        return book;
    }

    private void shardFeed(ActorRef<RiskProtocol> book) {
        context.spawn(
                ShardFeed.create(
                        clock,
                        new ClusterShardMap(system, ShardedAccounts.ACCOUNT),
                        index,
                        accounts,
                        book,
                        RiskSettings.of(config),
                        ShardedAccounts.SHARDS),
                "shard-feed");
    }

    /** How far open interest is between its caps; nothing where an underlying has none. */
    private Rate openInterestShare(Instrument instrument) {
        return board.view()
                .parameters()
                .underlying(instrument.underlying())
                .flatMap(UnderlyingParameters::openInterestCaps)
                .map(caps -> OpenInterestRate.share(
                        conditions.openInterest(instrument).exact(), caps))
                .map(Rate::of)
                .orElse(Rate.ZERO);
    }

    private CompletionStage<ClearingNode.Parts> serve(NodeParts parts, LiquidationWiring liquidation) {
        NodeMetrics metrics = new NodeMetrics()
                .risk(gauges)
                .markets(board)
                .gauge("breakwater_liquidations_open", "Liquidations in progress.", liquidation::openLiquidations)
                .gauge("breakwater_account_asks_open", "Questions to accounts not answered yet.", sharded::unanswered);
        CompletionStage<ServerBinding> ops = OpsServer.start(system, OpsSettings.of(config), metrics, readiness());
        return GrpcServer.start(system, parts, GrpcSettings.of(config))
                .thenCombine(
                        ops,
                        (grpc, bound) -> new ClearingNode.Parts(
                                grpc.address(),
                                bound.localAddress(),
                                board,
                                accounts,
                                parts.directory(),
                                gauges,
                                sharded::unanswered));
    }

    private Readiness readiness() {
        return new Readiness()
                .require(
                        "member of the cluster",
                        () -> Cluster.get(system).selfMember().status().equals(MemberStatus.up()));
    }

    private NodeStatus status(LiquidationWiring liquidation) {
        return new NodeStatus(
                gauges.accounts(),
                gauges.unwatched(),
                lag(gauges.detectionLag()),
                lag(gauges.decisionLag()),
                liquidation.openLiquidations());
    }

    private static NodeStatus.Lag lag(LagHistogram histogram) {
        LagHistogram.Lag lag = histogram.lag();
        return new NodeStatus.Lag(lag.count(), lag.p50Micros(), lag.p99Micros(), lag.p999Micros(), lag.maxMicros());
    }
}
