package io.breakwater.node.cli;

import io.breakwater.node.demo.Demo;
import io.breakwater.node.demo.DemoReport;
import io.breakwater.node.demo.DemoRun;
import io.breakwater.node.local.LocalClusterException;
import io.breakwater.node.simulation.InvariantBrokenException;
import io.breakwater.node.simulation.Policy;
import io.breakwater.node.simulation.Setups;
import io.breakwater.node.simulation.SimulationProgress;
import io.breakwater.node.simulation.SimulationSetup;
import io.breakwater.node.storage.LocalCassandraException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Clears a crash with real processes and reports what happened, beside the simulation of the same input. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Clears a crash with real processes on this machine: Cassandra, a node, the gateway, and the outside world",
            "(venues, traders, keepers, makers) as its gRPC clients. Without --replay the crash is generated."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every invariant held",
            "1:an invariant did not hold, or a part could not run; the output names it",
            "2:bad usage or input"
        })
public final class DemoCommand implements Callable<Integer> {

    private static final int FASTEST = 1_000;
    private static final int MOST_IN_FLIGHT = 1_024;

    /** Runs a demo; in a test something that only says how it went. */
    @FunctionalInterface
    interface Runner {
        /** The report of a run. */
        DemoReport run(Setups.Pair pair, Demo.Pace pace, SimulationProgress progress) throws InterruptedException;
    }

    @Mixin
    private RunOptions options = new RunOptions();

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "20",
            description = "Length of a generated crash (${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "20",
            description = "Market seconds in a second while anybody is being liquidated (${DEFAULT-VALUE}).")
    private int speed;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "64",
            description = "Client commands at a time while accounts are opened (${DEFAULT-VALUE}).")
    private int inFlight;

    @Option(names = "--picture", paramLabel = "FILE", description = "Draws the final table as an SVG.")
    private Path picture;

    private final Streams streams;
    private final Runner runner;

    /** A command that talks through the streams. */
    public DemoCommand(Streams streams) {
        this(streams, ofProcesses(streams));
    }

    DemoCommand(Streams streams, Runner runner) {
        this.streams = streams;
        this.runner = runner;
    }

    private static Runner ofProcesses(Streams streams) {
        return (pair, pace, progress) -> {
            Home home = Home.ofProcess();
            home.logTo("demo");
            DemoRun.Request request = new DemoRun.Request(home.root(), home.data("demo"), pair, pace);
            return new DemoRun(request, what -> streams.err().println(what)).run(progress);
        };
    }

    @Override
    public Integer call() throws InterruptedException {
        Setups.Pair pair;
        Demo.Pace pace;
        try {
            pace = new Demo.Pace(
                    OptionRange.between("--speed", speed, 1, FASTEST),
                    OptionRange.between("--in-flight", inFlight, 1, MOST_IN_FLIGHT));
            pair = options.setups(Policy.THROTTLED, minutes);
        } catch (IllegalArgumentException bad) {
            return failed(bad.getMessage(), ExitCode.USAGE);
        }
        try {
            return report(runner.run(pair, pace, progress(pair.setup())));
        } catch (InvariantBrokenException broken) {
            return failed(
                    "invariant broken with --seed " + options.seed() + ": " + broken.getMessage(), ExitCode.SOFTWARE);
        } catch (LocalClusterException | LocalCassandraException cannotRun) {
            return failed(cannotRun.getMessage(), ExitCode.SOFTWARE);
        } catch (CompletionException ended) {
            return failed("a part ended during the run: " + ended.getCause().getMessage(), ExitCode.SOFTWARE);
        }
    }

    private int failed(String message, int exitCode) {
        streams.err().println("breakwater demo: " + message);
        return exitCode;
    }

    private SimulationProgress progress(SimulationSetup setup) {
        return new SimulationProgress(streams.err(), System.console() != null, setup.fromMillis(), setup.toMillis());
    }

    private int report(DemoReport report) {
        String table = table(report);
        streams.out().print(table);
        streams.out().flush();
        try {
            Optional<Path> file = options.reportFile();
            if (file.isPresent()) {
                Files.writeString(file.get(), report.json());
            }
            if (picture != null) {
                Files.writeString(picture, TerminalPicture.of("./breakwater demo", table));
            }
        } catch (IOException e) {
            return failed("the report could not be written: " + e.getMessage(), ExitCode.SOFTWARE);
        }
        long wrongly = report.run().wronglyLiquidated().orElse(0);
        return wrongly == 0
                ? ExitCode.OK
                : failed(
                        "invariant broken with --seed " + options.seed()
                                + ": nobody is liquidated because of one lying venue: " + wrongly + " accounts were",
                        ExitCode.SOFTWARE);
    }

    private static String table(DemoReport report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        report.write(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
