package io.breakwater.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.breakwater.node.account.AccountListener;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.market.Directory;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.risk.RiskGauges;
import io.breakwater.node.storage.CassandraSchema;
import io.breakwater.node.storage.StorageSettings;
import io.breakwater.node.time.NodeClock;
import io.breakwater.node.time.SystemClock;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running node of the cluster: starts its actor system, says what others need of it, and stops it in order. */
public final class ClearingNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClearingNode.class);
    private static final int FAILURE = 1;

    private final ActorSystem<Void> system;
    private final Parts parts;

    /**
     * What a running node has for whoever runs it.
     *
     * @param grpc where its services listen
     * @param ops where its metrics and its health listen
     * @param board newest state of the markets
     * @param accounts every account of the cluster
     * @param directory definitions of the markets
     * @param gauges what its risk book does
     * @param unanswered questions to accounts that are not answered yet
     */
    public record Parts(
            InetSocketAddress grpc,
            InetSocketAddress ops,
            MarketBoard board,
            Accounts accounts,
            Directory directory,
            RiskGauges gauges,
            IntSupplier unanswered) {}

    private ClearingNode(ActorSystem<Void> system, Parts parts) {
        this.system = system;
        this.parts = parts;
    }

    /** Runs a node until the process is told to end; exits with 1 when it cannot start. */
    public static void main(String[] args) {
        try {
            Config config = ConfigFactory.load();
            StorageSettings storage = StorageSettings.of(config);
            CassandraSchema.create(storage);
            ClearingNode node = start(storage.appliedTo(config), new SystemClock(), List.of());
            LOG.info(
                    "serving gRPC on {}, metrics on {}",
                    node.parts().grpc(),
                    node.parts().ops());
            node.system.getWhenTerminated().toCompletableFuture().join();
        } catch (RuntimeException failed) {
            LOG.error("the node cannot start: {}", failed.getMessage(), failed);
            System.exit(FAILURE);
        }
    }

    /**
     * Starts a node and waits until it serves.
     *
     * @param config with the storage's settings applied; the schema is there already
     * @param clock event time and timers of everything on the node
     * @param listeners told of every durable change of an account on this node, besides the node's own
     * @throws IllegalArgumentException when a setting of the node cannot be used; nothing has been started then
     * @throws IllegalStateException when it does not serve in time, or fails; it has stopped then
     */
    public static ClearingNode start(Config config, NodeClock clock, List<AccountListener> listeners) {
        NodeSettings settings = NodeSettings.of(config);
        List<Address> seeds = settings.seedAddresses();
        CompletableFuture<Parts> serving = new CompletableFuture<>();
        ActorSystem<Void> system = ActorSystem.create(
                Guardian.create(clock, listeners, serving), settings.cluster(), settings.appliedTo(config));
        boolean serves = false;
        try {
            join(system, seeds);
            Parts parts = serving.get(settings.startTimeoutSeconds(), TimeUnit.SECONDS);
            serves = true;
            return new ClearingNode(system, parts);
        } catch (TimeoutException late) {
            throw new IllegalStateException(
                    "the node does not serve within " + settings.startTimeoutSeconds() + " s", late);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the node does not serve: " + failed.getCause(), failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the node started", interrupted);
        } finally {
            if (!serves) {
                stop(system);
            }
        }
    }

    /** Joins the seeds, or begins a cluster: only a node without seeds knows that it is the first. */
    private static void join(ActorSystem<Void> system, List<Address> seeds) {
        Cluster cluster = Cluster.get(system);
        if (seeds.isEmpty()) {
            cluster.manager().tell(Join.create(cluster.selfMember().address()));
        } else {
            cluster.manager().tell(new JoinSeedNodes(seeds));
        }
    }

    /** What it has for whoever runs it. */
    public Parts parts() {
        return parts;
    }

    /** Stops in order: no new calls, shards handed over, then the actor system; waits until it has stopped. */
    @Override
    public void close() {
        stop(system);
    }

    private static void stop(ActorSystem<Void> system) {
        try {
            CoordinatedShutdown.get(system)
                    .runAll(CoordinatedShutdown.actorSystemTerminateReason())
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException failed) {
            LOG.warn("the node did not stop in order", failed);
        }
    }
}
