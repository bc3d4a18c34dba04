package io.breakwater.load.driver;

import com.datastax.oss.driver.api.core.DriverException;
import com.typesafe.config.Config;
import io.breakwater.load.client.ClearingClient;
import io.breakwater.load.client.IdempotencyKeys;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that loads a running cluster through its gateway and reports what it measured. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        version = "breakwater load",
        description = {
            "Loads a running cluster through its gateway and reports throughput, latencies and CPU time a command.",
            "Opens accounts and a market of its own (LOAD). Latencies are measured from when a call was due. Then, one",
            "after the other, with the same number of calls in flight: trades and deposits without a schedule, a bare",
            "persistent entity over the same journal, and the bare Cassandra driver writing the same bytes.",
            "The journal is found by breakwater.storage, as by a node (BREAKWATER_CASSANDRA_CONTACT_POINTS, ..._KEYSPACE)."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:measured",
            "1:the cluster could not be prepared or did not answer; the output says why",
            "2:bad usage"
        })
public final class LoadDriver implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--gateway",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8180",
            description = "Gateway, or a node to leave the gateway out (${DEFAULT-VALUE}).")
    private String gateway;

    @Option(
            names = "--caller",
            paramLabel = "NAME",
            defaultValue = "operator",
            description = "Who the driver says it is; it defines a market (${DEFAULT-VALUE}).")
    private String caller;

    @Option(names = "--accounts", paramLabel = "N", defaultValue = "200", description = "Accounts (${DEFAULT-VALUE}).")
    private int accounts;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "100",
            description = "Calls a second of the open loop (${DEFAULT-VALUE}).")
    private long rate;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "Length of the open loop (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm-up-seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "Time before anything is measured (${DEFAULT-VALUE}).")
    private int warmUpSeconds;

    @Option(
            names = "--saturation-seconds",
            paramLabel = "N",
            defaultValue = "15",
            description = "Length of each run without a schedule (${DEFAULT-VALUE}).")
    private int saturationSeconds;

    @Option(
            names = "--most-calls",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Most calls of one loop (${DEFAULT-VALUE}).")
    private long mostCalls;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "64",
            description = "Most calls without an answer (${DEFAULT-VALUE}).")
    private int inFlight;

    @Option(
            names = "--trade-percent",
            paramLabel = "N",
            defaultValue = "80",
            description = "Trades of the open loop; the others are deposits (${DEFAULT-VALUE}).")
    private int tradePercent;

    @Option(
            names = "--deadline-millis",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Deadline of a call (${DEFAULT-VALUE}).")
    private int deadlineMillis;

    @Option(names = "--node-pid", paramLabel = "PID", description = "Process of the node, to meter its CPU time.")
    private Long nodePid;

    @Option(names = "--gateway-pid", paramLabel = "PID", description = "Process of the gateway.")
    private Long gatewayPid;

    @Option(names = "--cassandra-pid", paramLabel = "PID", description = "Process of Cassandra.")
    private Long cassandraPid;

    @Option(names = "--gateway-only", description = "Leaves Cassandra alone: no rows counted, nothing to compare with.")
    private boolean gatewayOnly;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the report as JSON.")
    private Path jsonFile;

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(line().execute(args));
    }

    static CommandLine line() {
        return new CommandLine(new LoadDriver());
    }

    @Override
    public Integer call() throws IOException {
        LoadSettings settings = settings();
        try {
            LoadReport report = measure(settings, Clock.systemUTC());
            spec.commandLine().getOut().print(ReportText.table(report));
            spec.commandLine().getOut().flush();
            if (jsonFile != null) {
                Files.writeString(jsonFile, ReportText.json(report));
            }
            return report.openLoop().okCount() > 0 ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (StatusRuntimeException refused) {
            return failed(gateway + ": " + refused.getStatus());
        } catch (IllegalStateException | DriverException unprepared) {
            return failed(unprepared.getMessage());
        }
    }

    private int failed(String why) {
        spec.commandLine().getErr().println("load: " + why);
        return ExitCode.SOFTWARE;
    }

    private LoadReport measure(LoadSettings settings, Clock clock) {
        Config storage = gatewayOnly ? null : JournalStore.settings();
        IdempotencyKeys keys =
                new IdempotencyKeys(LocalDate.ofInstant(clock.instant(), clock.getZone()), runName(clock.millis()));
        try (ClearingClient client = new ClearingClient(gateway, caller, settings.deadline())) {
            return new LoadRun(
                            settings,
                            client,
                            keys,
                            pids(),
                            stage -> spec.commandLine().getErr().println("load: " + stage))
                    .run(storage, clock);
        }
    }

    /** Differs from run to run, and is short enough for keys, accounts and a keyspace. */
    private static String runName(long nowMillis) {
        return Long.toString(nowMillis, Character.MAX_RADIX);
    }

    private Map<String, Long> pids() {
        Map<String, Long> pids = new TreeMap<>();
        putIfGiven(pids, "node", nodePid);
        putIfGiven(pids, "gateway", gatewayPid);
        putIfGiven(pids, "cassandra", cassandraPid);
        return pids;
    }

    private static void putIfGiven(Map<String, Long> pids, String name, Long pid) {
        if (pid != null) {
            pids.put(name, pid);
        }
    }

    private LoadSettings settings() {
        return new LoadSettings(
                (int) within("--accounts", accounts, 2, 100_000),
                within("--rate", rate, 1, 1_000_000),
                secondsWithin("--warm-up-seconds", warmUpSeconds),
                secondsWithin("--seconds", seconds),
                secondsWithin("--saturation-seconds", saturationSeconds),
                within("--most-calls", mostCalls, 1, 100_000_000),
                (int) within("--in-flight", inFlight, 1, 100_000),
                (int) within("--trade-percent", tradePercent, 0, 100),
                Duration.ofMillis(within("--deadline-millis", deadlineMillis, 1, 600_000)));
    }

    private Duration secondsWithin(String option, int value) {
        return Duration.ofSeconds(within(option, value, 1, 3_600));
    }

    private long within(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + value + " and must be from " + least + " to " + most);
        }
        return value;
    }
}
