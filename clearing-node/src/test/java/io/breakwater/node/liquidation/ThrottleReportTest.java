package io.breakwater.node.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.money.Rate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The oracle hears how far the throttle holds a symbol back, so that no range of volatility rises meanwhile. */
class ThrottleReportTest {

    private static final Rate SEVEN_TENTHS = Rate.of("0.7");

    private final LiquidationWorld world = new LiquidationWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @DisplayName("it is told the gain of a branching ratio of 1, and 1 again when there is nothing to hold back")
    void toldAndReleased() {
        world.liquidatable("1000000000").until("held back", () -> world.gains.contains(SEVEN_TENTHS));
        world.liquidatable("700000000").gains.clear();

        world.until("released", () -> world.gains.contains(Rate.ONE));
        world.gains.clear();
        world.until("told again", () -> world.gains.size() >= 2);

        assertThat(world.gains).as("at the target itself").containsOnly(Rate.ONE);
    }

    @Test
    @DisplayName("it is told once in a report's time, however often the coordinator is asked")
    void bounded() {
        world.liquidatable("1000000000").until("held back", () -> world.gains.contains(SEVEN_TENTHS));
        world.gains.clear();

        world.pass(10 * LiquidationWorld.SETTINGS.throttleReportMillis());

        assertThat(world.gains.size()).isBetween(1, 11);
    }

    @Test
    @DisplayName("a coordinator that holds no term tells nothing; its successor does")
    void onlyWithATerm() {
        world.liquidatable("1000000000").until("held back", () -> world.gains.contains(SEVEN_TENTHS));
        world.desks.stopCoordinator();
        world.gains.clear();
        world.desks.startCoordinator("node-2");

        world.pass(LiquidationWorld.SETTINGS.termMillis() / 2);
        assertThat(world.gains).isEmpty();

        world.until("the successor tells", () -> world.gains.contains(SEVEN_TENTHS));
    }
}
