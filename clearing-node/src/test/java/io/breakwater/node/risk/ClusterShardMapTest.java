package io.breakwater.node.risk;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("where the cluster's shards live")
class ClusterShardMapTest {

    private static final EntityTypeKey<String> WORDS = EntityTypeKey.create(String.class, "words");

    private final ActorTestKit kit = ActorTestKit.create("shards", ConfigFactory.load(ConfigFactory.parseString("""
            pekko.actor.provider = cluster
            pekko.actor.allow-java-serialization = off
            pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
            pekko.cluster.jmx.enabled = off
            pekko.coordinated-shutdown.run-by-actor-system-terminate = off
            pekko.cluster.sharding.number-of-shards = 8
            """)));

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    @DisplayName("a shard is here once one of its entities was told something, and not before")
    void startsWithAMessage() {
        Cluster cluster = Cluster.get(kit.system());
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        RiskWorld.await(() -> cluster.selfMember().status() == MemberStatus.up());
        ClusterSharding sharding = ClusterSharding.get(kit.system());
        sharding.init(Entity.of(WORDS, context -> Behaviors.ignore()));
        ClusterShardMap map = new ClusterShardMap(kit.system(), WORDS);
        RiskWorld.await(() -> isRegistered(map));
        assertThat(get(map)).isEqualTo(new ShardMap.Shards(Set.of(), Set.of()));

        sharding.entityRefFor(WORDS, "anna").tell("hello");

        int shard = Math.abs("anna".hashCode() % 8);
        RiskWorld.await(() -> get(map).here().contains(shard));
        assertThat(get(map).started()).containsExactly(shard);
    }

    /** A region that has not found its coordinator yet does not answer, and so nothing is taken off. */
    private static boolean isRegistered(ClusterShardMap map) {
        return map.ask()
                .handle((shards, failure) -> failure == null)
                .toCompletableFuture()
                .join();
    }

    private static ShardMap.Shards get(ClusterShardMap map) {
        return map.ask().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
