package io.breakwater.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.node.demo.Demo;
import io.breakwater.node.local.LocalClusterException;
import io.breakwater.node.simulation.InvariantBrokenException;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command {@code demo}: its options, and what its exit codes say, without the processes. */
class DemoCommandTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Streams streams = new Streams(
            InputStream.nullInputStream(),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    private final List<Demo.Pace> paces = new ArrayList<>();

    @Test
    @DisplayName("the help names the options of simulate and its own, with the shorter crash as the default")
    void help() {
        CommandRun run = CommandRun.of("demo", "--help");

        assertThat(run.exitCode()).isZero();
        String words = String.join(" ", run.out().split("\\s+"));
        assertThat(words)
                .contains("--seed=N", "--replay=FILE", "--without=VENUE", "--report=FILE", "--picture=FILE")
                .contains("Traders (2000)", "generated crash (20)", "being liquidated (20)")
                .contains("--displacement-max=RATE", "0 every invariant held", "2 bad usage or input");
    }

    @ParameterizedTest(name = "{0} {1} is refused: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            --speed      | 0     | --speed 0 is not from 1 to 1000
            --speed      | 1001  | --speed 1001 is not from 1 to 1000
            --in-flight  | 0     | --in-flight 0 is not from 1 to 1024
            --minutes    | 0     | --minutes 0 is not from 1 to 10080
            --accounts   | 0     | --accounts 0 is not from 1 to 1000000
            --without    | east  | --without east goes with --replay
            --policy     | none  | '--policy'
            """)
    void aBadValueIsNamedBeforeAnythingIsStarted(String option, String value, String complaint) {
        CommandRun run = CommandRun.of("demo", option + "=" + value);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1).first().asString().contains(complaint);
    }

    @Test
    void aBrokenInvariantIsNamedWithTheSeedThatShowsIt() {
        int exitCode = run(() -> new InvariantBrokenException("conservation", "one unit too many"));

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("breakwater demo: invariant broken with --seed 7: conservation: one unit too many\n");
        assertThat(paces).containsExactly(new Demo.Pace(10, 64));
    }

    @Test
    void aPartThatCannotRunIsNamedInOneLine() {
        int exitCode = run(() -> new LocalClusterException("no gateway in target"));

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("breakwater demo: no gateway in target\n");
    }

    private int run(Supplier<RuntimeException> failure) {
        DemoCommand demo = new DemoCommand(streams, (pair, pace, progress) -> {
            paces.add(pace);
            throw failure.get();
        });
        return Breakwater.line(streams, new SimulateCommand(streams), demo)
                .execute("demo", "--seed=7", "--accounts=5", "--minutes=1", "--speed=10");
    }
}
