package io.breakwater.node;

import com.typesafe.config.ConfigFactory;
import io.breakwater.node.storage.CassandraForTests;
import io.breakwater.node.storage.CassandraSchema;
import io.breakwater.node.time.ReplayClock;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;

/**
 * One node on a keyspace of its own, with a clock that the test moves: started before the first story of a test class and
 * stopped after the last, however many nested classes tell them.
 */
final class NodeUnderTest implements BeforeAllCallback, TestInstancePostProcessor, AutoCloseable {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(NodeUnderTest.class);
    private static final long START = 1_760_000_000_000L;
    private static final String TODAY = "2025-10-09";

    private final CassandraForTests cassandra = new CassandraForTests();
    private ActorTestKit kit;
    private ClearingNode node;
    private NodeClients clients;
    private PlayedMarket market;

    /** Called for the class and for each nested one, which find what the class has started. */
    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(NAMESPACE).getOrComputeIfAbsent(this, key -> started(context));
    }

    private NodeUnderTest started(ExtensionContext context) {
        cassandra.beforeAll(context);
        CassandraSchema.create(cassandra.settings());
        ReplayClock clock = new ReplayClock(START);
        node = ClearingNode.start(cassandra.nodeConfig(), clock, List.of());
        kit = ActorTestKit.create(
                "clients",
                ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load()));
        clients = new NodeClients(kit.system(), node.parts().grpc(), TODAY);
        market = new PlayedMarket(
                "WAVE", clients, kit.system(), clock, node.parts().board(), "100");
        return this;
    }

    /** A story plays on this node. */
    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context) {
        if (instance instanceof NodeStory story) {
            story.parts = node.parts();
            story.clients = clients;
            story.market = market;
        }
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
        node.close();
    }
}
