package io.breakwater.gateway;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.grpc.GrpcProtocol.GrpcProtocolReader;
import org.apache.pekko.grpc.javadsl.GrpcMarshalling;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.SystemMaterializer;
import org.apache.pekko.util.ByteString;

/**
 * Reads the one message of a unary call while the call has time left: a client that never finishes sending is answered as
 * any call whose time is over, and then cut off.
 */
final class MessageReader {

    /** From the answer to the end of reading: a request that is cancelled before its answer takes the answer with it. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final ActorSystem<?> system;
    private final int maxMessageBytes;

    MessageReader(ActorSystem<?> system, int maxMessageBytes) {
        this.system = system;
        this.maxMessageBytes = maxMessageBytes;
    }

    /**
     * The message, or the failure that a longer one or the end of the call's time makes of it.
     *
     * @return fails with a {@link TimeoutException} when the time is over
     */
    CompletionStage<ByteString> read(HttpRequest request, IncomingCall call, GrpcProtocolReader reader) {
        SharedKillSwitch end = KillSwitches.shared("request");
        var bytes = request.entity()
                .withoutSizeLimit()
                .getDataBytes()
                .via(FrameBound.failing(maxMessageBytes))
                .via(end.flow());
        return GrpcMarshalling.unmarshal(
                        bytes, RawBytes.INSTANCE, SystemMaterializer.get(system).materializer(), reader)
                .thenApply(Function.<ByteString>identity())
                .toCompletableFuture()
                .orTimeout(call.nanosLeft(), TimeUnit.NANOSECONDS)
                .whenComplete((message, failure) -> {
                    if (failure instanceof TimeoutException) {
                        system.scheduler().scheduleOnce(LINGER, () -> end.abort(failure), system.executionContext());
                    }
                });
    }
}
