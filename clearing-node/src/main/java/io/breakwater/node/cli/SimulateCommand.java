package io.breakwater.node.cli;

import io.breakwater.node.simulation.InvariantBrokenException;
import io.breakwater.node.simulation.Policy;
import io.breakwater.node.simulation.ReportJson;
import io.breakwater.node.simulation.ReportTable;
import io.breakwater.node.simulation.Setups;
import io.breakwater.node.simulation.Simulation;
import io.breakwater.node.simulation.SimulationProgress;
import io.breakwater.node.simulation.SimulationReport;
import io.breakwater.node.simulation.SimulationSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
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

    private final Streams streams;
    private final Runner runner;

    /** Plays one run; in a test also one that breaks something on the way. */
    @FunctionalInterface
    interface Runner {
        /** The outcome of a run. */
        Simulation.Outcome run(SimulationSetup setup, SimulationProgress progress);
    }

    @Mixin
    private RunOptions options = new RunOptions();

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
            pair = options.setups(policy, minutes);
        } catch (IllegalArgumentException bad) {
            return failed(bad.getMessage(), ExitCode.USAGE);
        }
        try {
            return report(run(pair));
        } catch (InvariantBrokenException broken) {
            return failed(
                    "invariant broken with --seed " + options.seed() + ": " + broken.getMessage(), ExitCode.SOFTWARE);
        }
    }

    private int failed(String message, int exitCode) {
        streams.err().println("breakwater simulate: " + message);
        return exitCode;
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
        Optional<Path> file = options.reportFile();
        if (file.isPresent()) {
            try {
                Files.writeString(file.get(), ReportJson.text(report));
            } catch (IOException e) {
                return failed("--report " + file.get() + " could not be written: " + e.getMessage(), ExitCode.SOFTWARE);
            }
        }
        return ExitCode.OK;
    }
}
