package io.breakwater.node.demo;

import io.breakwater.node.local.GatewayClients;
import io.breakwater.node.local.LocalCluster;
import io.breakwater.node.local.Ports;
import io.breakwater.node.simulation.Participant;
import io.breakwater.node.simulation.Setups;
import io.breakwater.node.simulation.Simulation;
import io.breakwater.node.simulation.SimulationProgress;
import io.breakwater.node.simulation.SimulationSetup;
import io.breakwater.node.storage.JvmOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One demo from beginning to end: an empty Cassandra, a node, a gateway, the crash, the report, and nothing left running.
 * The simulation of the same input runs beside it.
 */
public final class DemoRun {

    /**
     * What is asked for.
     *
     * @param root the top directory of the project
     * @param data a directory of the demo's own; what an earlier demo left in it is removed
     * @param pair the run, and without its liars
     * @param pace how fast
     */
    public record Request(Path root, Path data, Setups.Pair pair, Demo.Pace pace) {}

    private final Request request;
    private final Consumer<String> told;

    /**
     * A demo.
     *
     * @param request what
     * @param told in a few words what happens
     */
    public DemoRun(Request request, Consumer<String> told) {
        this.request = request;
        this.told = told;
    }

    /**
     * Runs it; nothing of it runs afterwards, whatever happens.
     *
     * @throws io.breakwater.node.simulation.InvariantBrokenException when an invariant does not hold
     * @throws io.breakwater.node.local.LocalClusterException when a part cannot run, or ends before the demo does
     * @throws io.breakwater.node.storage.LocalCassandraException when Cassandra cannot
     */
    public DemoReport run(SimulationProgress progress) throws InterruptedException {
        CompletableFuture<Simulation.Outcome> simulated =
                simulate(request.pair().setup());
        CompletableFuture<Set<String>> honest = request.pair()
                .honest()
                .map(setup -> simulate(setup).thenApply(Simulation.Outcome::liquidated))
                .orElseGet(() -> CompletableFuture.completedFuture(Set.of()));
        Demo demo = new Demo(request.pair(), request.pace());
        remove(request.data().resolve("cassandra"));
        LocalCluster.Request parts = new LocalCluster.Request(
                request.root(),
                request.data(),
                Ports.free(),
                settings(request.pair().setup()),
                demo.clock(),
                List.of(demo.listener()),
                told);
        try (LocalCluster cluster = LocalCluster.start(parts);
                GatewayClients clients = GatewayClients.of(cluster.ports().gatewayAddress())) {
            told.accept("opening accounts");
            return cluster.whileItRuns(() -> demo.play(
                    cluster.node(), clients, progress, () -> new Demo.Simulated(joined(simulated), joined(honest))));
        }
    }

    /** Backstops get rid of what they took as in the simulation: a market maker stands on the other side. */
    private static Map<String, Object> settings(SimulationSetup setup) {
        String maker =
                setup.population().ofKind(Participant.MARKET_MAKER).get(0).id();
        return Map.of(
                "breakwater.liquidation.unwind-maker",
                maker,
                "breakwater.market.refresh-millis",
                Demo.VIEW_RENEWAL_MILLIS,
                "breakwater.local-cassandra.jvm-options",
                JvmOptions.SHORT_LIFE,
                "breakwater.local-gateway.jvm-options",
                JvmOptions.SHORT_LIFE,
                "pekko.coordinated-shutdown.phases.cluster-sharding-shutdown-region.timeout",
                "3 s");
    }

    private static CompletableFuture<Simulation.Outcome> simulate(SimulationSetup setup) {
        return CompletableFuture.supplyAsync(
                () -> Simulation.run(setup, SimulationProgress.silent(setup.fromMillis(), setup.toMillis())));
    }

    private static <T> T joined(CompletableFuture<T> run) {
        try {
            return run.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    private static void remove(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException busy) {
            throw new UncheckedIOException(directory + " cannot be removed: " + busy.getMessage(), busy);
        }
    }
}
