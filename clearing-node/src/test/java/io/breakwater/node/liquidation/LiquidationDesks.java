package io.breakwater.node.liquidation;

import com.typesafe.config.ConfigFactory;
import io.breakwater.core.account.AccountLimits;
import io.breakwater.core.liquidation.WaterfallParameters;
import io.breakwater.core.money.Rate;
import io.breakwater.node.QuietActors;
import io.breakwater.node.account.InMemoryAccounts;
import io.breakwater.node.account.LiquidationDrivers;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.time.ReplayClock;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;

/** Every actor of a node's liquidation over a test's accounts and market; desks and coordinators can begin other lives. */
final class LiquidationDesks {

    /** What they work with. */
    record Surroundings(
            QuietActors actors,
            ReplayClock clock,
            PostedMarket market,
            InMemoryAccounts accounts,
            ConditionsSource conditions,
            MemoryTermStore terms,
            LocalHolders holders,
            LiquidationSettings lossSettings) {}

    final ActorRef<VelocityProtocol> velocity;
    final ActorRef<BackstopProtocol> backstops;
    final ActorRef<AuctionProtocol.Message> floor;
    final ActorRef<LiquidationsProtocol.Message> register;
    final ConcurrentLinkedQueue<Rate> gains = new ConcurrentLinkedQueue<>();
    private final Surroundings with;
    private final MarketBoard board;
    private ActorRef<CoordinatorCommand> coordinator;
    private ActorRef<LossProtocol> losses;

    LiquidationDesks(Surroundings with) {
        this.with = with;
        this.board = with.market().board;
        QuietActors actors = with.actors();
        startCoordinator("node-1");
        velocity = actors.spawn(velocityDesk(actors.spawn(relay(() -> coordinator))));
        startLossDesk();
        ActorRef<LossProtocol> toLosses = actors.spawn(relay(() -> losses));
        backstops = actors.spawn(backstopDesk(toLosses));
        floor = actors.spawn(AuctionFloor.of(
                new AuctionFloor.Surroundings(with.clock(), board, with.accounts(), LiquidationWorld.SETTINGS)));
        register = actors.spawn(Liquidations.of(board, toLosses, LiquidationWorld.SETTINGS));
        with.accounts().listen(AuctionFloor.listener(floor));
        with.accounts().listen(Liquidations.listener(register));
        with.accounts().host(actors.kit.system(), drivers());
    }

    /** A system for them, with a journal in memory: every event goes through its serializer, as in a journal on disk. */
    static QuietActors actors() {
        return new QuietActors(
                "liquidation",
                PersistenceTestKitPlugin.config()
                        .withFallback(PersistenceTestKitSnapshotPlugin.config())
                        .withFallback(ConfigFactory.parseResources("serialization.conf"))
                        .withFallback(ConfigFactory.parseResources("liquidation.conf"))
                        .resolve());
    }

    /** Tells whoever lives now. */
    private static <T> Behavior<T> relay(Supplier<ActorRef<T>> target) {
        return Behaviors.receiveMessage(message -> {
            target.get().tell(message);
            return Behaviors.same();
        });
    }

    private Behavior<VelocityProtocol> velocityDesk(ActorRef<CoordinatorCommand> toCoordinator) {
        return VelocityDesk.of(new VelocityDesk.Surroundings(
                "node-1",
                with.clock(),
                board,
                with.accounts(),
                with.conditions(),
                LiquidationWorld.SETTINGS.coordinator(),
                toCoordinator));
    }

    private Behavior<BackstopProtocol> backstopDesk(ActorRef<LossProtocol> toLosses) {
        return BackstopDesk.of(new BackstopDesk.Surroundings(
                with.clock(), board, with.accounts(), with.conditions(), LiquidationWorld.SETTINGS, toLosses));
    }

    private LiquidationDrivers drivers() {
        return LiquidationDriverActor.drivers(new LiquidationDriverActor.Surroundings(
                with.clock(),
                board,
                AccountLimits.defaults(),
                LiquidationWorld.SETTINGS.timing(),
                LiquidationWorld.SETTINGS.auction().rampMillis(),
                velocity,
                backstops));
    }

    /** A coordinator of another life takes over. */
    void startCoordinator(String life) {
        coordinator = with.actors()
                .spawn(CoordinatorTerm.of(new CoordinatorTerm.Surroundings(
                        life,
                        with.clock(),
                        with.terms(),
                        LiquidationWorld.SETTINGS,
                        board,
                        with.conditions(),
                        (underlying, gain) -> gains.add(gain))));
    }

    /** The coordinator ends, and nobody takes over. */
    void stopCoordinator() {
        with.actors().kit.stop(coordinator);
    }

    private void startLossDesk() {
        losses = with.actors()
                .spawn(LossDesk.of(new LossDesk.Surroundings(
                        with.clock(),
                        board,
                        with.accounts(),
                        with.conditions(),
                        with.holders(),
                        with.market(),
                        WaterfallParameters.defaults(),
                        with.lossSettings())));
    }

    /** The desk that covers losses begins another life with the journal of the last. */
    void restartLossDesk() {
        with.actors().kit.stop(losses);
        startLossDesk();
    }

    /** What the desk that covers losses has written. */
    List<Object> lossEvents() {
        return PersistenceTestKit.create(with.actors().kit.system()).persistedInStorage(LossJournal.ID.id());
    }
}
