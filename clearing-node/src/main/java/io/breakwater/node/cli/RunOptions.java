package io.breakwater.node.cli;

import io.breakwater.core.money.Rate;
import io.breakwater.node.simulation.Policy;
import io.breakwater.node.simulation.SeedingParameters;
import io.breakwater.node.simulation.Setups;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What a run is made of, and where its report goes: the options of every command that plays a crash. */
final class RunOptions {

    private static final int MOST_ACCOUNTS = 1_000_000;
    private static final int MOST_MINUTES = 10_080;
    private static final long MINUTE_MILLIS = 60_000;
    private static final Rate MOST_DEPTH_SHARE = Rate.of("100");

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

    /** The seed, which tells one run from another. */
    long seed() {
        return seed;
    }

    /** Where the report goes as JSON, if anywhere. */
    Optional<Path> reportFile() {
        return Optional.ofNullable(reportFile);
    }

    /**
     * The run that is asked for.
     *
     * @param policy how what is liquidated is sold
     * @param minutes length of a generated crash
     * @throws IllegalArgumentException in one line, naming the option, its value and its limits
     */
    Setups.Pair setups(Policy policy, int minutes) {
        requireWritableReport();
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
}
