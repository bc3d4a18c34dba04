package io.breakwater.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.breakwater.clearing.v1.HaltMarketRequest;
import io.breakwater.clearing.v1.IdempotencyKey;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.margin.VolatilityParameters;
import io.breakwater.core.oracle.MarkParameters;
import io.breakwater.core.oracle.OracleParameters;
import io.breakwater.core.protocol.AggregatorParameters;
import io.breakwater.node.market.ClusterDirectory;
import io.breakwater.node.market.Directory;
import io.breakwater.node.market.DirectoryProtocol;
import io.breakwater.node.market.MarketDefinitions;
import io.breakwater.node.market.MarketDirectory;
import io.breakwater.node.market.MarketSettings;
import io.breakwater.node.time.ReplayClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.pubsub.Topic;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The key of an operator's write is remembered by the directory, whichever node was asked and whatever has restarted. */
class DirectoryWritesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Config CONFIG = PersistenceTestKitPlugin.config()
            .withFallback(PersistenceTestKitSnapshotPlugin.config())
            .withFallback(ConfigFactory.parseResources("oracle.conf"))
            .withFallback(ConfigFactory.parseResources("serialization.conf"))
            .withFallback(ConfigFactory.defaultReference())
            .resolve();

    private final ActorTestKit kit = ActorTestKit.create("writes", CONFIG);
    private final AtomicInteger stops = new AtomicInteger();
    private ActorRef<DirectoryProtocol> actor = startDirectory();

    @AfterEach
    void close() {
        kit.shutdownTestKit();
    }

    private ActorRef<DirectoryProtocol> startDirectory() {
        ActorRef<Topic.Command<MarketDefinitions>> topic =
                kit.<Topic.Command<MarketDefinitions>>createTestProbe().ref();
        return kit.spawn(
                MarketDirectory.create(new ReplayClock(MarketAt.NOW_MILLIS), topic, MarketSettings.of(CONFIG)));
    }

    private Directory directory() {
        return new ClusterDirectory(kit.system(), actor, PATIENCE);
    }

    private void defineBtc() {
        var aggregator = AggregatorParameters.defaults(
                OracleParameters.defaults(
                        "BTC",
                        Stream.of("A", "B", "C")
                                .map(source -> new OracleParameters.Source(source, 1, 3_000))
                                .toList()),
                VolatilityParameters.defaults(new BigDecimal("0.04"), new BigDecimal("0.12")));
        var symbol = new MarketDefinitions.SymbolDefinition(
                aggregator, MarkParameters.defaults(), ThrottleParameters.defaults());
        var terms = DefaultParameters.underlying("BTC", DefaultParameters.btcTiers(), "0.001", "0.10");
        assertThat(done(directory().change(new DirectoryProtocol.DefineSymbol(0, terms, symbol))))
                .isInstanceOf(DirectoryProtocol.Answer.Accepted.class);
    }

    /** As a node does that was asked to halt: it stops the feed, then says so to the directory. */
    private MarketDefinitions halt(String reason, CompletionStage<?> stopped) {
        HaltMarketRequest request = HaltMarketRequest.newBuilder()
                .setIdempotencyKey(key("halt"))
                .setUnderlying("BTC")
                .setReason(reason)
                .build();
        return done(new DirectoryWrites(directory())
                .once(
                        request.getIdempotencyKey(),
                        request,
                        () -> {
                            stops.incrementAndGet();
                            return stopped;
                        },
                        now -> new DirectoryProtocol.NoteHalt("BTC", reason)));
    }

    private static IdempotencyKey key(String name) {
        return IdempotencyKey.newBuilder()
                .setBusinessDate("2026-11-18")
                .setKey(name)
                .build();
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Test
    @DisplayName("a halt asked again after the market went on stops nothing, on another node and after a restart")
    void once() {
        defineBtc();
        assertThat(halt("drill", CompletableFuture.completedFuture("stopped")).halts())
                .containsExactly(Map.entry("BTC", "drill"));
        done(directory().change(new DirectoryProtocol.NoteResume("BTC")));
        kit.stop(actor);
        actor = startDirectory();

        MarketDefinitions again = halt("drill", CompletableFuture.completedFuture("stopped"));

        assertThat(again.halts()).isEmpty();
        assertThat(stops).hasValue(1);
        assertThat(catchThrowable(() -> halt("another", CompletableFuture.completedFuture("stopped"))))
                .hasStackTraceContaining("ID_REUSED");
    }

    @Test
    @DisplayName("a halt that failed is not remembered: its key may be used again")
    void failed() {
        defineBtc();
        assertThat(catchThrowable(
                        () -> halt("drill", CompletableFuture.failedFuture(new IllegalStateException("no answer")))))
                .hasStackTraceContaining("no answer");

        assertThat(halt("drill", CompletableFuture.completedFuture("stopped")).halts())
                .containsKey("BTC");
        assertThat(stops).hasValue(2);
    }
}
