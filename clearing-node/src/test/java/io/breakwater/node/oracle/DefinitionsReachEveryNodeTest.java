package io.breakwater.node.oracle;

import static io.breakwater.node.oracle.OracleWorld.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.money.Price;
import io.breakwater.core.oracle.Quote;
import io.breakwater.node.oracle.OracleProtocol.Reason;
import io.breakwater.node.oracle.SourceQuote.IndexQuote;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Definitions and those who need them, when the broadcast is lost or nothing is defined. */
class DefinitionsReachEveryNodeTest {

    @Test
    @DisplayName("a node that missed the broadcast has the definitions after 5,000 ms, not after 4,999")
    void missedBroadcast() {
        try (OracleWorld world = new OracleWorld(false)) {
            world.jump(1);
            world.defined();
            world.pass(4_998);
            assertThat(world.board.newest().definitions().version()).isZero();

            world.clock.advanceTo(OracleWorld.START + 5_000);
            await(() -> world.board.newest().definitions().version() == 2);
        }
    }

    @Test
    @DisplayName("quotes of an underlying that is not defined are refused, and taken once it is defined")
    void undefined() {
        try (OracleWorld world = new OracleWorld(true)) {
            ActorRef<OracleProtocol> entity = world.actors.spawn(OracleEntity.create(
                    "BTC",
                    world.directoryActor,
                    world.shard.ref(),
                    new OracleAggregator.Surroundings(
                            world.clock, world.prices, OracleSettings.of(OracleWorld.config()))));
            TestProbe<OracleProtocol.Receipt> probe = world.kit.createTestProbe();
            OracleProtocol.Publish publish = new OracleProtocol.Publish(
                    List.of(new IndexQuote(new Quote("A", Price.of("60000"), Price.ZERO, world.clock.nowMillis(), 1))),
                    probe.ref());

            entity.tell(publish);
            assertThat(probe.receiveMessage(OracleWorld.PATIENCE).refused())
                    .extracting(OracleProtocol.RefusedQuote::reason)
                    .containsExactly(Reason.UNDEFINED);

            world.defined();
            entity.tell(publish);
            assertThat(probe.receiveMessage(OracleWorld.PATIENCE).accepted()).isEqualTo(1);
        }
    }
}
