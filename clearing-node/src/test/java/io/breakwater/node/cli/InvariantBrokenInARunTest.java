package io.breakwater.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.node.simulation.TamperedSimulation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InvariantBrokenInARunTest {

    @Test
    @DisplayName("a trade that only one party booked is found: exit 1, and the invariant named with its seed")
    void halfATradeIsFound() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = new Streams(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        SimulateCommand command = new SimulateCommand(streams, TamperedSimulation::withHalfATrade);

        int exitCode = Breakwater.line(streams, command, new DemoCommand(streams))
                .execute("simulate", "--accounts", "20", "--minutes", "10", "--policy", "none", "--seed", "77");

        assertThat(exitCode).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("breakwater")))
                .singleElement()
                .asString()
                .startsWith("breakwater simulate: invariant broken with --seed 77: conservation: at ")
                .contains("BTC");
    }
}
