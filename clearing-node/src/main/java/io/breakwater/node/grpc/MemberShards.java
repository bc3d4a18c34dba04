package io.breakwater.node.grpc;

import io.breakwater.node.account.ShardedAccounts;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.sharding.ShardRegion.ClusterShardingStats;
import org.apache.pekko.cluster.sharding.ShardRegion.ShardRegionStats;
import org.apache.pekko.cluster.sharding.typed.GetClusterShardingStats;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;

/** Asks every member of the cluster how many shards and entities of accounts it has. */
final class MemberShards {

    private static final Duration MEMBER_PATIENCE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ActorSystem<?> system;

    MemberShards(ActorSystem<?> system) {
        this.system = system;
    }

    /**
     * What one member has.
     *
     * @param shards of accounts
     * @param entities in its memory
     */
    record Hosted(int shards, long entities) {

        /** Of a member that did not answer, or not for all of its shards. */
        static final Hosted NOT_KNOWN = new Hosted(-1, -1);

        private static Hosted of(ShardRegionStats region) {
            return region.getFailed().isEmpty()
                    ? new Hosted(
                            region.getStats().size(),
                            region.getStats().values().stream()
                                    .mapToLong(count -> ((Number) count).longValue())
                                    .sum())
                    : NOT_KNOWN;
        }
    }

    /** By the address of a member, without those that did not answer in time; none when this node's own sharding did not. */
    CompletionStage<Map<Address, Hosted>> ask() {
        CompletionStage<ClusterShardingStats> asked = AskPattern.ask(
                ClusterSharding.get(system).shardState(),
                replyTo -> new GetClusterShardingStats(ShardedAccounts.ACCOUNT, MEMBER_PATIENCE, replyTo),
                PATIENCE,
                system.scheduler());
        return asked.handle((stats, silence) -> silence == null ? hosted(stats) : Map.of());
    }

    private static Map<Address, Hosted> hosted(ClusterShardingStats stats) {
        Map<Address, Hosted> hosted = new HashMap<>();
        stats.getRegions().forEach((address, region) -> hosted.put(address, Hosted.of(region)));
        return hosted;
    }
}
