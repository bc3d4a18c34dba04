package io.breakwater.node.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who starts an aggregator that nobody quotes to. */
class AggregatorStarterTest {

    @Test
    @DisplayName("every defined symbol's aggregator is told its definition at once, and again after each 5,000 ms")
    void wakes() {
        try (OracleWorld world = new OracleWorld(true)) {
            Queue<String> told = new ConcurrentLinkedQueue<>();
            world.actors.spawn(AggregatorStarter.create(
                    world.clock,
                    world.board,
                    (underlying, version, definition) -> told.add(underlying + " " + version),
                    OracleSettings.of(OracleWorld.config())));
            world.defined();
            OracleWorld.await(() -> told.contains("BTC 2"));
            int before = told.size();

            world.pass(4_999);
            assertThat(told).hasSize(before);
            world.pass(1);
            OracleWorld.await(() -> told.size() == before + 1);
        }
    }
}
