package io.breakwater.node.risk;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.sharding.ShardRegion.ClusterShardingStats;
import org.apache.pekko.cluster.sharding.ShardRegion.ShardRegionStats;
import org.apache.pekko.cluster.sharding.typed.GetClusterShardingStats;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.cluster.typed.Cluster;

/** Asks every region of the accounts' sharding which shards it has. */
public final class ClusterShardMap implements ShardMap {

    private static final Duration REGION_PATIENCE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ActorSystem<?> system;
    private final EntityTypeKey<?> accounts;

    /** A map of the shards of a type of entities. */
    public ClusterShardMap(ActorSystem<?> system, EntityTypeKey<?> accounts) {
        this.system = system;
        this.accounts = accounts;
    }

    @Override
    public CompletionStage<Shards> ask() {
        CompletionStage<ClusterShardingStats> asked = AskPattern.ask(
                ClusterSharding.get(system).shardState(),
                replyTo -> new GetClusterShardingStats(accounts, REGION_PATIENCE, replyTo),
                PATIENCE,
                system.scheduler());
        return asked.thenApply(this::shards);
    }

    private Shards shards(ClusterShardingStats stats) {
        Address self = Cluster.get(system).selfMember().address();
        ShardRegionStats own = Optional.ofNullable(stats.getRegions().get(self))
                .filter(region -> region.getFailed().isEmpty())
                .orElseThrow(() -> new IllegalStateException("the region of " + self + " did not answer whole"));
        Set<Integer> started = new HashSet<>();
        stats.getRegions().values().forEach(region -> started.addAll(numbers(region)));
        return new Shards(numbers(own), started);
    }

    private static Set<Integer> numbers(ShardRegionStats region) {
        Set<Integer> numbers = new HashSet<>();
        region.getStats().keySet().forEach(shard -> numbers.add(Integer.valueOf(shard)));
        return numbers;
    }
}
