package io.breakwater.node.risk;

import static io.breakwater.node.risk.RiskWorld.await;
import static io.breakwater.node.risk.RiskWorld.longUntil59400;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the shards of a node")
class ShardFeedTest {

    private final RiskWorld world = new RiskWorld();
    private final MemoryIndex index = new MemoryIndex();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Set<Integer> here = Set.of();
    private volatile int silentQuestions;
    private volatile boolean isBroken;

    /** An index in memory, which can be out of order. */
    private static final class MemoryIndex implements AccountIndex {
        private final Map<Integer, Set<String>> rows = Collections.synchronizedMap(new TreeMap<>());
        private volatile boolean isBroken;

        @Override
        public CompletionStage<?> add(String accountId) {
            rows.computeIfAbsent(RiskWorld.shardOf(accountId), shard -> ConcurrentHashMap.newKeySet())
                    .add(accountId);
            return CompletableFuture.completedFuture(accountId);
        }

        @Override
        public CompletionStage<List<String>> accountsOf(int shard) {
            return isBroken
                    ? CompletableFuture.failedFuture(new IllegalStateException("no index"))
                    : CompletableFuture.completedFuture(List.copyOf(rows.getOrDefault(shard, Set.of())));
        }

        @Override
        public CompletionStage<Optional<String>> someAccountOf(int shard) {
            return accountsOf(shard).thenApply(all -> all.stream().findFirst());
        }
    }

    /** Where a shard is once one of its accounts was started: here. */
    private CompletionStage<ShardMap.Shards> where() {
        if (isBroken || asked.incrementAndGet() <= silentQuestions) {
            return CompletableFuture.failedFuture(new IllegalStateException("no answer"));
        }
        return CompletableFuture.completedFuture(new ShardMap.Shards(here, here));
    }

    /** Short of its liquidation price, and short of its recovery. */
    private ActorRef<ShardFeed.Command> start() {
        world.price("59410");
        return world.actors.spawn(ShardFeed.create(
                world.clock, this::where, index, world.accounts, world.book, world.settings, RiskWorld.SHARDS));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @DisplayName("after a restart every shard is started and every account watched, though no client says a word")
    void startsWithoutClients() {
        List<String> ids = IntStream.range(0, 40).mapToObj(i -> "a" + i).toList();
        ids.forEach(id -> {
            index.add(id);
            world.accounts.asleep(longUntil59400(id));
        });
        start();
        await(() -> world.accounts.woken.size() == RiskWorld.SHARDS);
        assertThat(world.accounts.woken).extracting(RiskWorld::shardOf).doesNotHaveDuplicates();

        here = Set.of(0, 1, 2, 3, 4, 5, 6, 7);
        world.pass(2_000);

        await(() -> world.gauges.accounts() == 40);
        await(() -> world.gauges.unwatched() == 0);
        assertThat(world.gauges.unwatchedMax()).isPositive();
        world.price("59400");
        assertThat(world.accounts.nominated).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    @DisplayName("an index that does not answer delays, and loses nobody; nor does a region that does not")
    void survivesSilence() {
        index.add("anna");
        world.accounts.asleep(longUntil59400("anna"));
        here = Set.of(RiskWorld.shardOf("anna"));
        index.isBroken = true;
        isBroken = true;
        start();
        world.pass(2_000);
        isBroken = false;
        world.pass(2_000);
        assertThat(world.gauges.accounts()).isZero();

        index.isBroken = false;
        awaitSweeping(() -> world.gauges.accounts() == 1);
    }

    @Test
    @DisplayName("a region that is about to start is no warning; one that is silent once more is")
    void quietAtFirst() {
        warnings(0).expect(world.kit.system(), () -> startSilent(3));
        warnings(1).expect(world.kit.system(), () -> startSilent(4));
    }

    private static LoggingTestKit warnings(int count) {
        return LoggingTestKit.warn("where the shards live").withOccurrences(count);
    }

    /** A feed whose first questions are not answered, until one was. */
    private Void startSilent(int questions) {
        asked.set(0);
        silentQuestions = questions;
        ActorRef<ShardFeed.Command> feed = start();
        awaitSweeping(() -> asked.get() > questions);
        world.kit.stop(feed);
        return null;
    }

    @Test
    @DisplayName("a shard that left is forgotten, and its accounts come back with it")
    void leavesAndReturns() {
        index.add("anna");
        world.accounts.asleep(longUntil59400("anna"));
        here = Set.of(RiskWorld.shardOf("anna"));
        start();
        awaitSweeping(() -> world.gauges.accounts() == 1);

        here = Set.of();
        awaitSweeping(() -> world.gauges.accounts() == 0);
        world.price("59400");
        assertThat(world.accounts.nominated).isEmpty();

        here = Set.of(RiskWorld.shardOf("anna"));
        awaitSweeping(() -> world.accounts.nominated.contains("anna"));
    }

    /** Time is moved until what must happen has. */
    private void awaitSweeping(BooleanSupplier holds) {
        await(() -> {
            world.pass(2_000);
            return holds.getAsBoolean();
        });
    }
}
