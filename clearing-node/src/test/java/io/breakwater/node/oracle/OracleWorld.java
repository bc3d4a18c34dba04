package io.breakwater.node.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.margin.VolatilityParameters;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.core.oracle.MarkParameters;
import io.breakwater.core.oracle.OracleParameters;
import io.breakwater.core.oracle.OracleParameters.Source;
import io.breakwater.core.oracle.Quote;
import io.breakwater.core.protocol.AggregatorParameters;
import io.breakwater.node.QuietActors;
import io.breakwater.node.market.BoardWriter;
import io.breakwater.node.market.ClusterDirectory;
import io.breakwater.node.market.Directory;
import io.breakwater.node.market.DirectoryProtocol;
import io.breakwater.node.market.DirectoryProtocol.Answer;
import io.breakwater.node.market.DirectoryProtocol.Change;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.market.MarketDefinitions;
import io.breakwater.node.market.MarketDefinitions.MarkSources;
import io.breakwater.node.market.MarketDefinitions.SymbolDefinition;
import io.breakwater.node.market.MarketDirectory;
import io.breakwater.node.market.MarketSettings;
import io.breakwater.node.market.MarketTopics;
import io.breakwater.node.market.PublishedPrice;
import io.breakwater.node.oracle.OracleProtocol.Receipt;
import io.breakwater.node.oracle.SourceQuote.IndexQuote;
import io.breakwater.node.oracle.SourceQuote.OwnBookQuote;
import io.breakwater.node.time.ReplayClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.pubsub.Topic;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.PersistenceTestKitSnapshotPlugin;

/** One node with its directory, its board and the aggregator of BTC, over a journal in memory and a clock that stands. */
final class OracleWorld implements AutoCloseable {

    static final long START = 1_760_000_000_000L;
    static final Instrument PERPETUAL = new Instrument.Perpetual("BTC");
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long TICK = 250;

    final ReplayClock clock = new ReplayClock(START);
    final QuietActors actors = new QuietActors("oracle", config());
    final ActorTestKit kit = actors.kit;
    final ActorRef<Topic.Command<PublishedPrice>> prices = actors.spawn(MarketTopics.prices());
    final ActorRef<Topic.Command<MarketDefinitions>> definitions = actors.spawn(MarketTopics.definitions());
    final MarketBoard board = BoardWriter.blankBoard(clock);
    private final ActorRef<Topic.Command<MarketDefinitions>> told;
    ActorRef<DirectoryProtocol> directoryActor;
    Directory directory;
    private final OracleSettings settings = OracleSettings.of(config());
    volatile Function<Instrument, Rate> openInterestShare = instrument -> Rate.of("0.25");
    final TestProbe<ClusterSharding.ShardCommand> shard = kit.createTestProbe();
    private ActorRef<OracleProtocol> aggregator;
    private long sequence;

    /** A world whose directory broadcasts by this topic; its board listens to the one of the world. */
    OracleWorld(boolean isBroadcastHeard) {
        MarketSettings market = MarketSettings.of(config());
        told = isBroadcastHeard
                ? definitions
                : kit.<Topic.Command<MarketDefinitions>>createTestProbe().ref();
        startDirectory();
        MarketBoard.Posting blank = board.newest();
        actors.spawn(BoardWriter.create(new BoardWriter.Surroundings(
                clock, board, directoryActor, prices, definitions, i -> openInterestShare.apply(i), market)));
        await(() -> board.newest() != blank);
    }

    private void startDirectory() {
        directoryActor = actors.spawn(MarketDirectory.create(clock, told, MarketSettings.of(config())));
        directory = new ClusterDirectory(kit.system(), directoryActor, PATIENCE);
    }

    /** The directory begins another life over the same journal. */
    void restartDirectory() {
        kit.stop(directoryActor);
        startDirectory();
    }

    /** What every actor of the tests is configured with: each message is written and read on its way. */
    static Config config() {
        return ConfigFactory.parseString("pekko.actor.serialize-messages = on\n"
                        + "pekko.actor.no-serialization-verification-needed-class-prefix = [\"org.apache.pekko.\", \"io.breakwater.node.market.BoardWriter\", \"io.breakwater.node.oracle.AggregatorStarter\"]\n"
                        + "breakwater.market { refresh-millis = 1, ask-timeout = 60 s }\n"
                        + "breakwater.oracle.ask-timeout = 60 s")
                .withFallback(PersistenceTestKitPlugin.config())
                .withFallback(PersistenceTestKitSnapshotPlugin.config())
                .withFallback(ConfigFactory.parseResources("oracle.conf"))
                .withFallback(ConfigFactory.parseResources("serialization.conf"))
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
    }

    static SymbolDefinition definition(long ownBookStaleMillis, boolean isScaled) {
        return definition(new MarkSources(new TreeMap<>(), ownBookStaleMillis), isScaled);
    }

    static SymbolDefinition definition(MarkSources sources, boolean isScaled) {
        return new SymbolDefinition(
                AggregatorParameters.defaults(
                        OracleParameters.defaults(
                                "BTC",
                                List.of(
                                        new Source("A", 1, 3_000),
                                        new Source("B", 1, 3_000),
                                        new Source("C", 1, 3_000))),
                        VolatilityParameters.defaults(new BigDecimal("0.04"), new BigDecimal("0.12"))),
                MarkParameters.defaults(),
                ThrottleParameters.defaults(),
                sources,
                isScaled);
    }

    /** Defines BTC and lists its perpetual. */
    OracleWorld defined() {
        accepted(new DirectoryProtocol.DefineSymbol(
                0,
                DefaultParameters.underlying("BTC", DefaultParameters.btcTiers(), "0.001", "0.10"),
                definition(10_000, true)));
        accepted(new DirectoryProtocol.ListInstrument(PERPETUAL));
        return this;
    }

    MarketDefinitions accepted(Change change) {
        Answer answer = answered(change);
        assertThat(answer).isInstanceOf(Answer.Accepted.class);
        return ((Answer.Accepted) answer).definitions();
    }

    Answer answered(Change change) {
        return directory
                .change(change)
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    /** The entity of BTC, which asks this directory for its definition. */
    OracleWorld aggregatingUnder(ActorRef<DirectoryProtocol> askedDirectory) {
        aggregator = actors.spawn(OracleEntity.create(
                "BTC", askedDirectory, shard.ref(), new OracleAggregator.Surroundings(clock, prices, settings)));
        return this;
    }

    /** Starts the aggregator, or starts it again. */
    OracleWorld aggregating() {
        if (aggregator != null) {
            kit.stop(aggregator);
        }
        aggregatingUnder(directoryActor);
        assertThat(publish(List.of()).refused()).isEmpty();
        return this;
    }

    void silence() {
        kit.stop(aggregator);
        aggregator = null;
    }

    Receipt publish(List<SourceQuote> quotes) {
        TestProbe<Receipt> probe = kit.createTestProbe();
        aggregator.tell(new OracleProtocol.Publish(quotes, probe.ref()));
        return probe.receiveMessage(PATIENCE);
    }

    void tell(OracleProtocol message) {
        aggregator.tell(message);
    }

    /** All three venues quote, the third at its own price. */
    void quote(String price, String third) {
        List<SourceQuote> quotes = new ArrayList<>();
        for (String source : List.of("A", "B", "C")) {
            Price said = Price.of(source.equals("C") ? third : price);
            quotes.add(new IndexQuote(new Quote(source, said, Price.of("1"), clock.nowMillis(), ++sequence)));
        }
        assertThat(publish(quotes).refused()).isEmpty();
    }

    void ownBook(String bid, String ask) {
        Receipt receipt = publish(List.of(new OwnBookQuote(
                Price.of(bid), Price.of(ask), Price.of(bid), Money.of("50000"), clock.nowMillis(), ++sequence)));
        assertThat(receipt.accepted()).isEqualTo(1);
    }

    /** Ticks on for so long, with quotes before each tick, until all of it is on the board. */
    void play(String price, String third, long millis) {
        for (long end = clock.nowMillis() + millis; clock.nowMillis() < end; ) {
            quote(price, third);
            jump(TICK);
        }
    }

    /** Nobody publishes for so long; the node runs on in steps of at most a tick. */
    void pass(long millis) {
        for (long end = clock.nowMillis() + millis; clock.nowMillis() < end; ) {
            jump(Math.min(TICK, end - clock.nowMillis()));
        }
    }

    /** The node stands still for so long, and goes on. */
    void jump(long millis) {
        actors.together(() -> clock.advanceTo(clock.nowMillis() + millis));
    }

    InstrumentMarket market() {
        return board.view().instrument(PERPETUAL).orElseThrow();
    }

    FeedState state() {
        return market().feed();
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            LockSupport.parkNanos(200_000);
        }
    }

    @Override
    public void close() {
        actors.close();
    }
}
