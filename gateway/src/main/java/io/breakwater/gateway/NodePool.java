package io.breakwater.gateway;

import com.google.protobuf.InvalidProtocolBufferException;
import io.breakwater.health.v1.HealthCheckRequest;
import io.breakwater.health.v1.HealthCheckResponse;
import io.breakwater.health.v1.HealthProto;
import io.grpc.CallOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the nodes: looks where they are and asks each whether it serves, again and again, and deals calls out among those
 * that do. A node that nobody can reach gets a new connection at each look, so that one that comes back is found within an
 * interval.
 */
final class NodePool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodePool.class);
    private static final String CHECK = "/grpc.health.v1.Health/Check";

    private final ActorSystem<?> system;
    private final GatewaySettings settings;
    private final NodeNames names;
    private final Rpc check = Rpc.table(List.of(HealthProto.getDescriptor())).get(CHECK);
    private final ByteString question =
            ByteString.fromArray(HealthCheckRequest.getDefaultInstance().toByteArray());
    private final AtomicInteger turn = new AtomicInteger();
    private final ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor(action -> {
        Thread thread = new Thread(action, "gateway-nodes");
        thread.setDaemon(true);
        return thread;
    });
    private volatile List<Node> nodes = List.of();

    private enum Answer {
        SERVING,
        NOT_SERVING,
        UNREACHABLE
    }

    /** A pool that has looked once. */
    NodePool(ActorSystem<?> system, GatewaySettings settings) {
        this.system = system;
        this.settings = settings;
        this.names = new NodeNames(settings.nodes(), InetAddress::getAllByName);
        look();
        long millis = settings.probeInterval().toMillis();
        looker.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Whether a node has said lately that it serves. */
    boolean isServing() {
        return nodes.stream().anyMatch(Node::isServing);
    }

    /** A node for a call: one that serves before one that does not, one not tried yet before one that was. */
    Optional<Node> pick(Set<InetSocketAddress> tried) {
        List<Node> known = nodes;
        int first = Math.floorMod(turn.getAndIncrement(), Math.max(1, known.size()));
        Node best = null;
        for (int i = 0; i < known.size(); i++) {
            Node node = known.get((first + i) % known.size());
            if (best == null || rank(node, tried) < rank(best, tried)) {
                best = node;
            }
        }
        return Optional.ofNullable(best);
    }

    private static int rank(Node node, Set<InetSocketAddress> tried) {
        return (tried.contains(node.address()) ? 2 : 0) + (node.isServing() ? 0 : 1);
    }

    private void look() {
        try {
            Map<InetSocketAddress, Node> before = new LinkedHashMap<>();
            nodes.forEach(node -> before.put(node.address(), node));
            List<Node> now = new ArrayList<>();
            for (InetSocketAddress address : names.addresses()) {
                Node known = before.remove(address);
                now.add(seen(known == null ? Node.at(address, system, settings) : known));
            }
            nodes = List.copyOf(now);
            before.values().forEach(Node::close);
        } catch (RuntimeException e) {
            LOG.error("cannot look at the nodes {}", settings.nodes(), e);
        }
    }

    private Node seen(Node node) {
        Answer answer = ask(node);
        if ((answer == Answer.SERVING) != node.isServing()) {
            LOG.info("node {} is {}", node.address(), answer);
        }
        if (answer != Answer.UNREACHABLE) {
            return node.serving(answer == Answer.SERVING);
        }
        node.close();
        return Node.at(node.address(), system, settings);
    }

    private Answer ask(Node node) {
        CallOptions options =
                CallOptions.DEFAULT.withDeadlineAfter(settings.probeTimeout().toMillis(), TimeUnit.MILLISECONDS);
        try {
            ByteString answer = node.unary(check, "breakwater-gateway", options, question)
                    .toCompletableFuture()
                    .get(2 * settings.probeTimeout().toMillis(), TimeUnit.MILLISECONDS);
            var status = HealthCheckResponse.parseFrom(answer.toArray()).getStatus();
            return status == HealthCheckResponse.ServingStatus.SERVING ? Answer.SERVING : Answer.NOT_SERVING;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.NOT_SERVING;
        } catch (java.util.concurrent.ExecutionException e) {
            return Failures.code(e) == io.grpc.Status.Code.UNAVAILABLE ? Answer.UNREACHABLE : Answer.NOT_SERVING;
        } catch (java.util.concurrent.TimeoutException | InvalidProtocolBufferException e) {
            return Answer.NOT_SERVING;
        }
    }

    @Override
    public void close() {
        looker.shutdownNow();
        nodes.forEach(Node::close);
    }
}
