package io.breakwater.node.cli;

import io.breakwater.core.money.Rate;
import io.breakwater.node.cli.margin.MarginCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Runs the command named on the command line and turns its outcome into an exit code: 0 done, 1 failure, 2 bad usage or
 * bad input.
 */
@Command(
        name = "breakwater",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description = "The commands of the Breakwater clearing cluster.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:a failure, or an invariant that does not hold", "2:bad usage or bad input"})
public final class Breakwater implements Runnable {

    @Spec
    private CommandSpec spec;

    Breakwater() {}

    /** Runs the command of the arguments and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(Streams.ofProcess(), args));
    }

    /**
     * Runs the command of the arguments.
     *
     * @return the exit code
     */
    public static int run(Streams streams, String... args) {
        return line(streams, new SimulateCommand(streams), new DemoCommand(streams))
                .execute(args);
    }

    static CommandLine line(Streams streams, SimulateCommand simulate, DemoCommand demo) {
        CommandLine line = new CommandLine(new Breakwater())
                .addSubcommand(new MarginCommand(streams))
                .addSubcommand(simulate)
                .addSubcommand(demo)
                .addSubcommand(new UpCommand(streams))
                .addSubcommand(new StatusCommand(streams))
                .addSubcommand(new DownCommand(streams))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .addSubcommand(new HelpCommand())
                .registerConverter(Rate.class, new RateConverter());
        return line.setOut(new PrintWriter(streams.out(), true))
                .setErr(new PrintWriter(streams.err(), true))
                .setParameterExceptionHandler(Breakwater::badUsage)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    failure.printStackTrace(streams.err());
                    return ExitCode.SOFTWARE;
                });
    }

    /** One line that says what is wrong; without a command also what there is. */
    private static int badUsage(CommandLine.ParameterException bad, String... args) {
        CommandLine command = bad.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + bad.getMessage() + " (" + name + " --help)");
        if (command.getParent() == null) {
            command.usage(command.getErr());
        }
        return ExitCode.USAGE;
    }

    /** Without a command there is nothing to do: says what there is and refuses. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "no command given");
    }
}
