package io.breakwater.node.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Price;
import io.breakwater.node.market.DirectoryProtocol;
import io.breakwater.node.market.MarketDefinitions;
import io.breakwater.node.oracle.OracleProtocol.HaltOutcome;
import io.breakwater.node.oracle.OracleProtocol.HaltReceipt;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What must not end an aggregator, nor make it forget: an answer nobody waits for any more, and a write that fails. */
class AggregatorSurvivesTest {

    private final OracleWorld world = new OracleWorld(true);

    @BeforeEach
    void define() {
        world.defined();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @DisplayName("the directory's answer that comes when another way has brought the definition changes nothing")
    void lateAnswer() {
        TestProbe<DirectoryProtocol> directory = world.kit.createTestProbe();
        world.aggregatingUnder(directory.ref());
        DirectoryProtocol.Read question = directory.expectMessageClass(DirectoryProtocol.Read.class);
        MarketDefinitions answer = world.board.newest().definitions();
        world.tell(
                new OracleProtocol.Configure(answer.version(), answer.symbols().get("BTC")));
        world.play("60000", "60000", 250);

        question.replyTo().tell(answer);
        world.play("60000", "60000", 250);
        world.tell(new OracleProtocol.DefinitionLost());
        world.tell(new OracleProtocol.DefinitionRead(answer.version() + 1, Optional.empty()));
        world.play("60000", "60000", 250);

        assertThat(world.market().id()).isEqualTo(new PriceId(1, 3));
    }

    @Test
    @DisplayName("a halt whose write fails is not answered and not done; the aggregator goes on, and the next one is")
    void failedWrite() {
        world.aggregating().play("60000", "60000", 30_500);
        PersistenceTestKit journal = PersistenceTestKit.create(world.kit.system());
        TestProbe<HaltReceipt> probe = world.kit.createTestProbe();

        journal.failNextPersisted(OracleAggregator.persistenceId("BTC").id());
        world.tell(new OracleProtocol.Halt("drill", probe.ref()));
        assertThat(world.publish(List.of()).refused()).isEmpty();
        world.play("60100", "60100", 250);

        probe.expectNoMessage();
        assertThat(world.market().id().epoch()).isEqualTo(2);
        assertThat(world.state()).isNotIn(FeedState.HALTED, FeedState.STALE);
        assertThat(world.market().mark()).isBetween(Price.of("60000"), Price.of("60100"));

        world.tell(new OracleProtocol.Halt("drill", probe.ref()));
        assertThat(probe.receiveMessage(OracleWorld.PATIENCE)).isEqualTo(new HaltReceipt("BTC", HaltOutcome.DURABLE));
        world.play("60100", "60100", 250);
        assertThat(world.state()).isEqualTo(FeedState.HALTED);
    }

    @Test
    @DisplayName("the entity of an underlying that is not defined refuses what waits and lets its shard stop it")
    void undefined() {
        TestProbe<DirectoryProtocol> directory = world.kit.createTestProbe();
        world.aggregatingUnder(directory.ref());
        TestProbe<HaltReceipt> probe = world.kit.createTestProbe();
        world.tell(new OracleProtocol.Halt("drill", probe.ref()));
        directory.expectMessageClass(DirectoryProtocol.Read.class).replyTo().tell(MarketDefinitions.NONE);

        assertThat(probe.receiveMessage(OracleWorld.PATIENCE).outcome()).isEqualTo(HaltOutcome.UNDEFINED);
        world.shard.expectMessageClass(ClusterSharding.Passivate.class, OracleWorld.PATIENCE);

        world.tell(new OracleProtocol.Halt("again", probe.ref()));
        world.tell(new OracleProtocol.Stop());
        assertThat(probe.receiveMessage(OracleWorld.PATIENCE).outcome())
                .as("what came before the shard knew")
                .isEqualTo(HaltOutcome.UNAVAILABLE);
    }

    @Test
    @DisplayName("an aggregator that runs is not stopped by its shard")
    void defined() {
        world.aggregating().play("60000", "60000", 250);

        world.shard.expectNoMessage();
    }
}
