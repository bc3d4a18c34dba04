package io.breakwater.node.cli;

import io.breakwater.node.local.LocalClusterException;
import io.breakwater.node.local.LocalState;
import io.breakwater.node.local.LocalState.Recorded;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** Stops the cluster that {@code up} runs on this machine; touches no process that {@code up} did not write down. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stops the cluster that `breakwater up` runs on this machine, in order.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing of it runs any more", "1:it could not be stopped; the output says why", "2:bad usage"
        })
public final class DownCommand implements Callable<Integer> {

    private static final long LONGEST_STOP_SECONDS = 90;
    private static final long LONGEST_CHILD_STOP_SECONDS = 30;

    private final Streams streams;
    private final Home home;

    /** A command that talks through the streams. */
    public DownCommand(Streams streams) {
        this(streams, Home.ofProcess());
    }

    DownCommand(Streams streams, Home home) {
        this.streams = streams;
        this.home = home;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path file = LocalState.file(home.root());
        Optional<LocalState> state;
        try {
            state = LocalState.read(file);
        } catch (LocalClusterException unreadable) {
            streams.err().println("breakwater down: " + unreadable.getMessage());
            return ExitCode.SOFTWARE;
        }
        if (state.isEmpty()) {
            streams.out().println("nothing runs");
            return ExitCode.OK;
        }
        boolean stopped = stop(state.get().main(), LONGEST_STOP_SECONDS);
        for (Recorded child : state.get().children()) {
            stopped &= stop(child, LONGEST_CHILD_STOP_SECONDS);
        }
        if (!stopped) {
            return ExitCode.SOFTWARE;
        }
        LocalState.remove(file);
        streams.out().println("stopped");
        return ExitCode.OK;
    }

    private boolean stop(Recorded process, long seconds) throws InterruptedException {
        boolean stopped = process.stop(seconds);
        if (!stopped) {
            streams.err()
                    .println("breakwater down: " + process.name() + ", process " + process.pid()
                            + ", has not ended within " + seconds + " s");
        }
        return stopped;
    }
}
