package io.breakwater.node.cli;

import io.breakwater.core.money.Rate;
import io.breakwater.node.simulation.InvariantBrokenException;
import io.breakwater.node.simulation.Policy;
import io.breakwater.node.simulation.ReportJson;
import io.breakwater.node.simulation.ReportTable;
import io.breakwater.node.simulation.SeedingParameters;
import io.breakwater.node.simulation.Setups;
import io.breakwater.node.simulation.Simulation;
import io.breakwater.node.simulation.SimulationProgress;
import io.breakwater.node.simulation.SimulationReport;
import io.breakwater.node.simulation.SimulationSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Plays a crash through the whole loop in one process and reports what happened. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Plays a crash through the whole loop in one process: prices, margin calls, liquidations, keepers, funds.",
            "Without --replay the crash is generated from the seed. The same seed gives the same bytes."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every invariant held",
            "1:an invariant did not hold; the output names it",
            "2:bad usage or input"
        })
public final class SimulateCommand implements Callable<Integer> {

    private static final int MOST_ACCOUNTS = 1_000_000;
    private static final int MOST_MINUTES = 10_080;
    private static final long MINUTE_MILLIS = 60_000;
    private static final Rate MOST_DEPTH_SHARE = Rate.of("100");

    private final Streams streams;
    private final Runner runner;

    /** Plays one run; in a test also one that breaks something on the way. */
    @FunctionalInterface
    interface Runner {
        /** The outcome of a run. */
        Simulation.Outcome run(SimulationSetup setup, SimulationProgress progress);
    }

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of the run (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Recorded market files to play instead.")
    private List<Path> files = List.of();

    @Option(names = "--accounts", paramLabel = "N", defaultValue = "2000", description = "Traders (${DEFAULT-VALUE}).")
    private int accounts;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "1440",
            description = "Length of a generated crash (${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            defaultValue = "throttled",
            description = "How liquidations are sold: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Policy policy;

    @Option(
            names = "--without",
            paramLabel = "VENUE",
            description = "In a replay: play it again without this venue and count who was liquidated because of it.")
    private String without;

    @Option(
            names = "--depth-share",
            paramLabel = "RATE",
            defaultValue = "0.15",
            description = "Depth within 1 %% of the own book, as a share of open interest (${DEFAULT-VALUE}).")
    private Rate depthShare;

    @Option(names = "--report", paramLabel = "FILE", description = "Writes the report as JSON.")
    private Path reportFile;

    @ArgGroup(validate = false, heading = "%nVelocity throttle, for --policy throttled:%n")
    private ThrottleOptions throttle = new ThrottleOptions();

    /** A command that talks through the streams. */
    public SimulateCommand(Streams streams) {
        this(streams, Simulation::run);
    }

    SimulateCommand(Streams streams, Runner runner) {
        this.streams = streams;
        this.runner = runner;
    }

    @Override
    public Integer call() {
        Setups.Pair pair;
        try {
            requireWritableReport();
            pair = setups();
        } catch (IllegalArgumentException bad) {
            return failed(bad.getMessage(), ExitCode.USAGE);
        }
        try {
            return report(run(pair));
        } catch (InvariantBrokenException broken) {
            return failed("invariant broken with --seed " + seed + ": " + broken.getMessage(), ExitCode.SOFTWARE);
        }
    }

    private int failed(String message, int exitCode) {
        streams.err().println("breakwater simulate: " + message);
        return exitCode;
    }

    /** A run takes minutes: whether its report can be written is known before it. */
    private void requireWritableReport() {
        if (reportFile == null) {
            return;
        }
        Path directory = reportFile.toAbsolutePath().getParent();
        boolean writable = Files.exists(reportFile)
                ? Files.isRegularFile(reportFile) && Files.isWritable(reportFile)
                : directory != null && Files.isDirectory(directory) && Files.isWritable(directory);
        if (!writable) {
            throw new IllegalArgumentException("--report " + reportFile + " cannot be written");
        }
    }

    private Setups.Pair setups() {
        Setups.Choices choices = new Setups.Choices(
                seed,
                SeedingParameters.defaults().withTraders(OptionRange.between("--accounts", accounts, 1, MOST_ACCOUNTS)),
                policy,
                throttle.parameters(),
                OptionRange.positive("--depth-share", depthShare, MOST_DEPTH_SHARE));
        int length = OptionRange.between("--minutes", minutes, 1, MOST_MINUTES);
        if (!files.isEmpty()) {
            return Setups.replay(choices, files, Optional.ofNullable(without));
        }
        if (without != null) {
            throw new IllegalArgumentException("--without " + without + " goes with --replay");
        }
        return Setups.generated(choices, length * MINUTE_MILLIS);
    }

    /** The run, and where somebody lies the same run without them beside it, to count who was liquidated because of it. */
    private SimulationReport run(Setups.Pair pair) {
        CompletableFuture<Optional<Simulation.Outcome>> honest = CompletableFuture.supplyAsync(() -> pair.honest()
                .map(setup -> runner.run(setup, SimulationProgress.silent(setup.fromMillis(), setup.toMillis()))));
        Simulation.Outcome outcome = runner.run(pair.setup(), progress(pair.setup()));
        return joined(honest)
                .map(other -> outcome.report().withWronglyLiquidated(wrongly(outcome, other)))
                .orElse(outcome.report());
    }

    private static Optional<Simulation.Outcome> joined(CompletableFuture<Optional<Simulation.Outcome>> run) {
        try {
            return run.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    private static long wrongly(Simulation.Outcome outcome, Simulation.Outcome honest) {
        return outcome.liquidated().stream()
                .filter(account -> !honest.liquidated().contains(account))
                .count();
    }

    private SimulationProgress progress(SimulationSetup setup) {
        return new SimulationProgress(streams.err(), System.console() != null, setup.fromMillis(), setup.toMillis());
    }

    private int report(SimulationReport report) {
        new ReportTable(streams.out()).write(report);
        streams.out().flush();
        if (streams.out().checkError()) {
            return failed("the report could not be written to standard output", ExitCode.SOFTWARE);
        }
        if (reportFile != null) {
            try {
                Files.writeString(reportFile, ReportJson.text(report));
            } catch (IOException e) {
                return failed("--report " + reportFile + " could not be written: " + e.getMessage(), ExitCode.SOFTWARE);
            }
        }
        return ExitCode.OK;
    }
}
