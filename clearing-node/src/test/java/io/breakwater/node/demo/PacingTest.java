package io.breakwater.node.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The pace of a replay, against a node and a machine that are made of numbers. */
class PacingTest {

    private static final long START = 1_000_000;

    private final List<Long> advances = new ArrayList<>();
    private long machineNanos;
    private long viewMillis = START;
    private int pending;
    private int liquidating;
    private Consumer<Long> onAdvance = now -> viewMillis = now;
    private Runnable onPause = () -> {};

    private final Pacing.Machine machine = new Pacing.Machine() {
        @Override
        public long nanos() {
            return machineNanos;
        }

        @Override
        public void pause(long nanos) {
            machineNanos += nanos;
            onPause.run();
        }
    };

    private final Pacing pacing = new Pacing(
            new Pacing.Paced(
                    now -> {
                        advances.add(now);
                        onAdvance.accept(now);
                    },
                    () -> viewMillis,
                    () -> pending,
                    () -> liquidating),
            Pacing.Limits.of(20, 250),
            machine,
            START);

    @Test
    @DisplayName("in a calm market a tick costs no time of the machine")
    void calm() {
        pacing.advanceTo(START + 1_000);

        assertThat(advances).containsExactly(START + 1_000);
        assertThat(machineNanos).isZero();
    }

    @Test
    @DisplayName("while anybody is liquidated a market second takes a twentieth of a second, in steps of 50 ms")
    void paced() {
        liquidating = 1;
        pacing.advanceTo(START + 1_000);

        assertThat(advances).hasSize(20).startsWith(START + 50).endsWith(START + 1_000);
        assertThat(machineNanos).isEqualTo(TimeUnit.MILLISECONDS.toNanos(50));
    }

    @Test
    @DisplayName("while work is not done a step takes as long as in the market, and no longer")
    void noSlowerThanTheMarket() {
        liquidating = 1;
        pending = 1;
        pacing.advanceTo(START + 50);

        assertThat(machineNanos)
                .as("a step of 50 ms, then the patience of a tick")
                .isBetween(TimeUnit.MILLISECONDS.toNanos(2_050), TimeUnit.MILLISECONDS.toNanos(2_051));
    }

    @Test
    @DisplayName("work that is done within a step lets time go on")
    void goesOnWhenWorkIsDone() {
        liquidating = 1;
        pending = 10;
        onPause = () -> pending = Math.max(0, pending - 1);
        pacing.advanceTo(START + 100);

        assertThat(machineNanos).isBetween(TimeUnit.MILLISECONDS.toNanos(5), TimeUnit.MILLISECONDS.toNanos(11));
        assertThat(pacing.impatient()).isZero();
    }

    @Test
    @DisplayName("a view that was renewed within the last quarter of a second is new enough after short steps")
    void shortStepsMayHaveNoRenewal() {
        liquidating = 1;
        onAdvance = now -> viewMillis = now - 200;
        pacing.advanceTo(START + 1_000);

        assertThat(pacing.impatient()).isZero();
    }

    @Test
    @DisplayName("a liquidation that begins within a tick slows the next one")
    void begins() {
        onAdvance = now -> {
            viewMillis = now;
            liquidating = 1;
        };
        pacing.advanceTo(START + 1_000);
        assertThat(advances).hasSize(1);

        pacing.advanceTo(START + 2_000);
        assertThat(advances).hasSize(21);
    }

    @Test
    @DisplayName("time stands until the node has seen the tick and answered for it")
    void waitsForTheNode() {
        onAdvance = now -> pending = 3;
        onPause = () -> {
            viewMillis = START + 1_000;
            pending--;
        };
        pacing.advanceTo(START + 1_000);

        assertThat(pending).isZero();
        assertThat(pacing.impatient()).isZero();
    }

    @Test
    @DisplayName("a node that never answers costs two seconds a tick and is counted, and does not stop the run")
    void patienceIsBounded() {
        onAdvance = now -> {};
        pacing.advanceTo(START + 1_000);

        assertThat(pacing.impatient()).isOne();
        assertThat(machineNanos).isBetween(TimeUnit.SECONDS.toNanos(2), TimeUnit.MILLISECONDS.toNanos(2_001));
    }

    @Test
    void whatWouldNotMoveIsRefused() {
        assertThatThrownBy(() -> Pacing.Limits.of(0, 250)).hasMessageContaining("speed 0");
    }
}
