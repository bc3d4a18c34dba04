package io.breakwater.node.oracle;

import static io.breakwater.node.oracle.OracleWorld.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.core.oracle.Quote;
import io.breakwater.node.market.BoardWriter;
import io.breakwater.node.market.ClusterDirectory;
import io.breakwater.node.market.DirectoryProtocol;
import io.breakwater.node.market.DirectoryProtocol.Answer;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.market.MarketSettings;
import io.breakwater.node.market.MarketTopics;
import io.breakwater.node.oracle.OracleProtocol.HaltOutcome;
import io.breakwater.node.oracle.OracleProtocol.Reason;
import io.breakwater.node.oracle.SourceQuote.IndexQuote;
import io.breakwater.node.time.ReplayClock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The facades over singleton and sharding, in a cluster of one node. */
class OneNodeClusterTest {

    private static Config config() {
        return ConfigFactory.parseString("""
                pekko.actor.provider = cluster
                pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                pekko.cluster.jmx.enabled = off
                pekko.cluster.sharding.number-of-shards = 16
                """).withFallback(OracleWorld.config());
    }

    @Test
    @DisplayName("definitions, quotes, prices and halts find their way through singleton, sharding and topics")
    void wired() {
        ReplayClock clock = new ReplayClock(OracleWorld.START);
        ActorTestKit kit = ActorTestKit.create("one-node", config());
        try {
            Cluster cluster = Cluster.get(kit.system());
            cluster.manager().tell(Join.create(cluster.selfMember().address()));
            var prices = kit.spawn(MarketTopics.prices());
            var definitions = kit.spawn(MarketTopics.definitions());
            MarketSettings market = MarketSettings.of(config());
            OracleSettings settings = OracleSettings.of(config());
            var singleton = ClusterDirectory.start(kit.system(), clock, definitions, market);
            ClusterDirectory directory = new ClusterDirectory(kit.system(), singleton, OracleWorld.PATIENCE);
            assertThat(answer(directory.read()).version()).isZero();
            MarketBoard board = BoardWriter.blankBoard(clock);
            kit.spawn(BoardWriter.create(new BoardWriter.Surroundings(
                    clock, board, singleton, prices, definitions, instrument -> Rate.ZERO, market)));
            ClusterOracles oracles = ClusterOracles.start(kit.system(), clock, singleton, prices, settings);
            kit.spawn(AggregatorStarter.create(clock, board, oracles::configure, settings));

            assertThat(answer(oracles.halt("BTC", "too early")).outcome()).isEqualTo(HaltOutcome.UNDEFINED);
            Answer defined = answer(directory.change(new DirectoryProtocol.DefineSymbol(
                    0,
                    DefaultParameters.underlying("BTC", DefaultParameters.btcTiers(), "0.001", "0.10"),
                    OracleWorld.definition(10_000, true))));
            assertThat(defined).isInstanceOf(Answer.Accepted.class);
            await(() -> board.newest().definitions().version() == 1);

            List<SourceQuote> quotes = List.of(quote("A"), quote("B"), quote("C"), quote("D"));
            var receipt = answer(oracles.publish("BTC", quotes));
            assertThat(receipt.accepted()).isEqualTo(3);
            assertThat(receipt.refused())
                    .extracting(OracleProtocol.RefusedQuote::reason)
                    .containsExactly(Reason.UNKNOWN_SOURCE);
            clock.advanceTo(OracleWorld.START + 250);
            await(() -> board.price("BTC").isPresent());
            assertThat(board.price("BTC").orElseThrow().mark()).isEqualTo(Price.of("60000"));
            oracles.throttled("BTC", Rate.of("0.5"));
            assertThat(answer(oracles.halt("BTC", "drill")).outcome()).isEqualTo(HaltOutcome.DURABLE);
            assertThat(answer(oracles.resume("BTC")).outcome()).isEqualTo(HaltOutcome.DURABLE);
        } finally {
            kit.shutdownTestKit();
        }
    }

    private static <T> T answer(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(120, TimeUnit.SECONDS).join();
    }

    private static SourceQuote quote(String source) {
        return new IndexQuote(new Quote(source, Price.of("60000"), Price.of("1"), OracleWorld.START, 1));
    }
}
