package io.breakwater.node.cli;

import com.typesafe.config.ConfigFactory;
import io.breakwater.node.local.DefaultMarkets;
import io.breakwater.node.local.GatewayClients;
import io.breakwater.node.local.LocalCluster;
import io.breakwater.node.local.LocalClusterException;
import io.breakwater.node.local.LocalState;
import io.breakwater.node.local.MarketSetup;
import io.breakwater.node.local.OperationKeys;
import io.breakwater.node.local.Ports;
import io.breakwater.node.storage.LocalCassandraException;
import io.breakwater.node.time.SystemClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** Runs a cluster on this machine until it is told to stop: Cassandra, one node, one gateway. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a cluster on this machine in the foreground: Cassandra, one node, one gateway. Data are kept.",
            "Ctrl-C stops it in order, and so does `breakwater down` from another terminal."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:a part could not run, or ended; the output names it",
            "2:bad usage",
            "130:stopped by Ctrl-C (SIGINT)",
            "143:stopped by `breakwater down` (SIGTERM)"
        })
public final class UpCommand implements Callable<Integer> {

    private static final long LONGEST_STOP_SECONDS = 30;

    private final Streams streams;

    /** A command that talks through the streams. */
    public UpCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        Home home = Home.ofProcess();
        Path file = LocalState.file(home.root());
        try {
            refuseASecond(file);
            stopLeftovers(file);
            Path log = home.logTo("up");
            LocalState state = LocalState.ofThisProcess();
            state.write(file);
            return run(home, state, file, log);
        } catch (LocalClusterException | LocalCassandraException cannotRun) {
            streams.err().println("breakwater up: " + cannotRun.getMessage());
            return ExitCode.SOFTWARE;
        }
    }

    private static void refuseASecond(Path file) {
        LocalState.read(file).flatMap(state -> state.main().find()).ifPresent(running -> {
            throw new LocalClusterException(
                    "a cluster runs already, as process " + running.pid() + "; see: breakwater status");
        });
    }

    /** Of a run that was killed: its gateway does not know that its node is gone for good. */
    void stopLeftovers(Path file) throws InterruptedException {
        List<LocalState.Recorded> children =
                LocalState.read(file).map(LocalState::children).orElse(List.of());
        for (LocalState.Recorded child : children) {
            if (child.find().isPresent()) {
                streams.err().println("stopping " + child.name() + " of a run that was killed");
                child.stop(LONGEST_STOP_SECONDS);
            }
        }
    }

    private int run(Home home, LocalState state, Path file, Path log) throws InterruptedException {
        try (SystemClock clock = new SystemClock()) {
            LocalCluster.Request parts = new LocalCluster.Request(
                    home.root(),
                    home.data("up"),
                    Ports.of(ConfigFactory.load()),
                    Map.of(),
                    clock,
                    List.of(),
                    what -> streams.err().println(what));
            try (LocalCluster cluster = LocalCluster.start(parts)) {
                state.with(cluster.children(), cluster.ports().gateway()).write(file);
                cluster.afterStop(() -> LocalState.remove(file));
                cluster.whileItRuns(() -> defineMarkets(cluster));
                say(cluster, log);
                throw new LocalClusterException(cluster.onFailure().join());
            }
        } finally {
            LocalState.remove(file);
        }
    }

    /** Says whether there were none yet. */
    private static boolean defineMarkets(LocalCluster cluster) {
        try (GatewayClients clients = GatewayClients.of(cluster.ports().gatewayAddress())) {
            OperationKeys keys = new OperationKeys("up-" + System.currentTimeMillis(), System::currentTimeMillis);
            MarketSetup setup = new MarketSetup(clients.admin(), keys);
            boolean none = setup.isEmpty();
            if (none) {
                setup.define(DefaultMarkets.underlyings(), DefaultMarkets.common());
            }
            return none;
        } catch (CompletionException refused) {
            throw LocalClusterException.of("the markets cannot be defined", refused);
        }
    }

    private void say(LocalCluster cluster, Path log) {
        Ports ports = cluster.ports();
        streams.out()
                .println("gateway    127.0.0.1:" + ports.gateway() + "  gRPC without TLS, with reflection and health");
        streams.out().println("node       127.0.0.1:" + ports.node() + "  gRPC, for gateways");
        streams.out().println("Cassandra  127.0.0.1:" + ports.cql() + "  CQL");
        streams.out().println("quotes     are taken of " + String.join(", ", DefaultMarkets.venues()));
        streams.out().println("logs       " + log.getParent());
        streams.out().println("Ctrl-C stops it.");
        streams.out().flush();
    }
}
