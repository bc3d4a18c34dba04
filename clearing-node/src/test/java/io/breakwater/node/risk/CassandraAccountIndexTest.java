package io.breakwater.node.risk;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.breakwater.node.storage.CassandraForTests;
import io.breakwater.node.storage.CassandraSchema;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("the account index on Cassandra")
class CassandraAccountIndexTest {

    @RegisterExtension
    static final CassandraForTests CASSANDRA = new CassandraForTests();

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("every account that was noted is found in its shard by the next node, once, and in no other")
    void survivesTheNode() throws Exception {
        CassandraSchema.create(CASSANDRA.settings());
        int shard = RiskWorld.shardOf("anna");
        with(index -> {
            get(index.add("anna"));
            get(index.add("anna"));
            get(index.add("bert"));
        });

        with(index -> {
            assertThat(get(index.accountsOf(shard))).containsExactly("anna");
            assertThat(get(index.accountsOf(RiskWorld.shardOf("bert")))).isEqualTo(List.of("bert"));
            assertThat(get(index.someAccountOf(shard))).contains("anna");
            assertThat(get(index.accountsOf(RiskWorld.SHARDS))).isEmpty();
            assertThat(get(index.someAccountOf(RiskWorld.SHARDS))).isEmpty();
        });
    }

    /** What a test does with the index of a node. */
    private interface Use {
        void of(CassandraAccountIndex index) throws Exception;
    }

    private static void with(Use use) throws Exception {
        ActorTestKit kit = ActorTestKit.create("index", CASSANDRA.config().withFallback(ConfigFactory.load()));
        try {
            use.of(new CassandraAccountIndex(kit.system(), CASSANDRA.settings().keyspace(), RiskWorld::shardOf));
        } finally {
            kit.shutdownTestKit();
        }
    }
}
