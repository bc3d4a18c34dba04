package io.breakwater.node;

import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.Config;
import io.breakwater.core.liquidation.WaterfallParameters;
import io.breakwater.node.account.AccountListener;
import io.breakwater.node.account.AccountSettings;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.account.LiquidationDrivers;
import io.breakwater.node.liquidation.AuctionFloor;
import io.breakwater.node.liquidation.AuctionProtocol;
import io.breakwater.node.liquidation.BackstopDesk;
import io.breakwater.node.liquidation.BackstopProtocol;
import io.breakwater.node.liquidation.BackstopUnwinder;
import io.breakwater.node.liquidation.CassandraTermStore;
import io.breakwater.node.liquidation.ConditionsSource;
import io.breakwater.node.liquidation.CoordinatorCommand;
import io.breakwater.node.liquidation.CoordinatorTerm;
import io.breakwater.node.liquidation.FactSweeper;
import io.breakwater.node.liquidation.FeeSweeper;
import io.breakwater.node.liquidation.LiquidationDriverActor;
import io.breakwater.node.liquidation.LiquidationSettings;
import io.breakwater.node.liquidation.Liquidations;
import io.breakwater.node.liquidation.LiquidationsProtocol;
import io.breakwater.node.liquidation.LocalHolders;
import io.breakwater.node.liquidation.LossDesk;
import io.breakwater.node.liquidation.LossProtocol;
import io.breakwater.node.liquidation.MarketMakerVenue;
import io.breakwater.node.liquidation.VelocityDesk;
import io.breakwater.node.liquidation.VelocityProtocol;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.storage.StorageSettings;
import io.breakwater.node.time.NodeClock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;

/** Wires the liquidation of a node: who grants velocity, who takes, who pays, and who sweeps up. */
final class LiquidationWiring {

    private final ActorContext<Void> context;
    private final NodeClock clock;
    private final MarketBoard board;
    private final Accounts accounts;
    private final ConditionsSource conditions;
    private final LiquidationSettings settings;
    private final LocalHolders holders = new LocalHolders();
    private final OpenLiquidations open = new OpenLiquidations();
    private final ActorRef<VelocityProtocol> velocity;
    private final ActorRef<AuctionProtocol.Message> floor;
    private final ActorRef<LiquidationsProtocol.Message> register;
    private final ActorRef<FeeSweeper.Message> fees;
    private final LiquidationDrivers drivers;

    LiquidationWiring(
            ActorContext<Void> context,
            NodeClock clock,
            MarketBoard board,
            Accounts accounts,
            ConditionsSource conditions,
            AccountSettings accountSettings,
            String life,
            MarketWiring markets) {
        this.context = context;
        this.clock = clock;
        this.board = board;
        this.accounts = accounts;
        this.conditions = conditions;
        this.settings = LiquidationSettings.of(config());
        this.velocity = velocity(life, markets);
        this.floor = context.spawn(
                AuctionFloor.of(new AuctionFloor.Surroundings(clock, board, accounts, settings)), "auction-floor");
        ActorRef<LossProtocol> losses = losses(markets);
        ActorRef<BackstopProtocol> backstops = context.spawn(
                BackstopDesk.of(new BackstopDesk.Surroundings(clock, board, accounts, conditions, settings, losses)),
                "backstops");
        this.register = context.spawn(Liquidations.of(board, losses, settings), "liquidations");
        this.fees = context.spawn(FeeSweeper.of(clock, board, accounts, settings), "fee-sweeper");
        context.spawn(FactSweeper.of(clock, board, accounts, holders, settings), "fact-sweeper");
        unwinding();
        this.drivers = LiquidationDriverActor.drivers(new LiquidationDriverActor.Surroundings(
                clock,
                board,
                accountSettings.traderLimits(),
                settings.timing(),
                settings.auction().rampMillis(),
                velocity,
                backstops));
    }

    private Config config() {
        return context.getSystem().settings().config();
    }

    private ActorRef<VelocityProtocol> velocity(String life, MarketWiring markets) {
        ActorSystem<?> system = context.getSystem();
        ActorRef<CoordinatorCommand> coordinator = ClusterSingleton.get(system)
                .init(SingletonActor.of(
                        CoordinatorTerm.of(new CoordinatorTerm.Surroundings(
                                life, clock, terms(system), settings, board, conditions, markets.oracles()::throttled)),
                        "liquidation-coordinator"));
        return context.spawn(
                VelocityDesk.of(new VelocityDesk.Surroundings(
                        life, clock, board, accounts, conditions, settings.coordinator(), coordinator)),
                "velocity");
    }

    private CassandraTermStore terms(ActorSystem<?> system) {
        CompletionStage<CqlSession> session = JournalSession.of(system);
        return new CassandraTermStore(session, StorageSettings.of(config()).keyspace(), settings);
    }

    private ActorRef<LossProtocol> losses(MarketWiring markets) {
        return ClusterSingleton.get(context.getSystem())
                .init(SingletonActor.of(
                        LossDesk.of(new LossDesk.Surroundings(
                                clock,
                                board,
                                accounts,
                                conditions,
                                holders,
                                new DirectoryPublications(markets.directory(), markets.oracles()),
                                WaterfallParameters.defaults(),
                                settings)),
                        "losses"));
    }

    /** Backstops unwind where somebody is named who trades with them. */
    private void unwinding() {
        String maker = config().getString("breakwater.liquidation.unwind-maker");
        if (!maker.isEmpty()) {
            MarketMakerVenue venue = new MarketMakerVenue(accounts, board, maker);
            ClusterSingleton.get(context.getSystem())
                    .init(SingletonActor.of(
                            BackstopUnwinder.of(clock, board, accounts, velocity, venue, settings),
                            "backstop-unwinder"));
        }
    }

    List<AccountListener> listeners() {
        return List.of(
                holders,
                open,
                AuctionFloor.listener(floor),
                Liquidations.listener(register),
                FeeSweeper.listener(fees, settings));
    }

    LiquidationDrivers drivers() {
        return drivers;
    }

    ActorRef<AuctionProtocol.Message> floor() {
        return floor;
    }

    ActorRef<LiquidationsProtocol.Message> register() {
        return register;
    }

    /** Liquidations in progress on this node. */
    long openLiquidations() {
        return open.count();
    }
}
