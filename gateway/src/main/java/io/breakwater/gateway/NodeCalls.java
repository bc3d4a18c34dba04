package io.breakwater.gateway;

import io.grpc.Status;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.pattern.Patterns;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * Calls nodes within the bounds of the gateway. A unary call that reaches no node, or a node that cannot serve it, is sent
 * again, to another node where there is one, when repeating it does no more than doing it once: reads change nothing, and
 * writes carry an idempotency key. A stream is never sent again: its client resumes it after the last version it has seen.
 */
final class NodeCalls {

    private final ActorSystem<?> system;
    private final GatewaySettings settings;
    private final NodePool pool;
    private final Semaphore unaryRoom;
    private final Semaphore streamRoom;
    private final SharedKillSwitch draining = KillSwitches.shared("gateway-drains");

    NodeCalls(ActorSystem<?> system, GatewaySettings settings, NodePool pool) {
        this.system = system;
        this.settings = settings;
        this.pool = pool;
        this.unaryRoom = new Semaphore(settings.maxUnaryInFlight());
        this.streamRoom = new Semaphore(settings.maxStreams());
    }

    /** Calls a node once, or as often as may be; the room is taken while the message is read, which ends with the call's time. */
    CompletionStage<ByteString> unary(Rpc rpc, IncomingCall call, CompletionStage<ByteString> message) {
        if (!unaryRoom.tryAcquire()) {
            return CompletableFuture.failedFuture(
                    Failures.overloaded("unary calls in flight", settings.maxUnaryInFlight()));
        }
        return message.thenCompose(bytes -> attempt(rpc, call, bytes, 1, Set.of()))
                .whenComplete((answer, failure) -> unaryRoom.release());
    }

    private CompletionStage<ByteString> attempt(
            Rpc rpc, IncomingCall call, ByteString message, int number, Set<InetSocketAddress> tried) {
        Optional<Node> node = pool.pick(tried);
        if (node.isEmpty()) {
            return CompletableFuture.failedFuture(Failures.unavailable("no node is known"));
        }
        Set<InetSocketAddress> triedNow = new HashSet<>(tried);
        triedNow.add(node.get().address());
        return node.get()
                .unary(rpc, call.caller(), call.options(), message)
                .exceptionallyCompose(failure -> mayRepeat(rpc, call, number, failure)
                        ? Patterns.after(
                                settings.retryDelay(), system, () -> attempt(rpc, call, message, number + 1, triedNow))
                        : CompletableFuture.failedFuture(failure));
    }

    private boolean mayRepeat(Rpc rpc, IncomingCall call, int number, Throwable failure) {
        return rpc.isRepeatable()
                && number < settings.maxAttempts()
                && !call.isOver()
                && Failures.code(failure) == Status.Code.UNAVAILABLE;
    }

    /**
     * Joins a client's stream with a node's: whoever is slow slows the other down, message by message, and whoever ends
     * ends both. Nothing is buffered here but the windows of the two connections.
     */
    Source<ByteString, NotUsed> stream(Rpc rpc, IncomingCall call, Source<ByteString, NotUsed> messages) {
        return Source.lazySource(() -> {
                    if (!streamRoom.tryAcquire()) {
                        return Source.<ByteString>failed(Failures.overloaded("streams", settings.maxStreams()));
                    }
                    return pool.pick(Set.of())
                            .map(node -> node.stream(rpc, call.caller(), call.options(), messages))
                            .orElseGet(() -> Source.failed(Failures.unavailable("no node is known")))
                            .via(draining.flow())
                            .watchTermination((used, done) -> {
                                done.whenComplete((ended, failure) -> streamRoom.release());
                                return used;
                            });
                })
                .mapMaterializedValue(used -> NotUsed.getInstance());
    }

    /** Ends every stream, for its client to resume it elsewhere. */
    void drain() {
        draining.abort(Failures.unavailable("the gateway stops"));
    }
}
