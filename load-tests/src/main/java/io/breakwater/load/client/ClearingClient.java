package io.breakwater.load.client;

import io.breakwater.contract.CallMetadata;
import io.breakwater.contract.RefusalStatus;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Speaks to a gateway as one caller: calls without blocking, each with a deadline, and streams.
 *
 * <p>One HTTP/2 connection, unencrypted, as a gateway offers it on its own machine.
 */
public final class ClearingClient implements AutoCloseable {

    private static final Metadata.Key<String> CALLER =
            Metadata.Key.of(CallMetadata.CALLER, Metadata.ASCII_STRING_MARSHALLER);
    private static final long CLOSE_SECONDS = 5;

    private final ManagedChannel connection;
    private final io.grpc.Channel channel;
    private final Duration deadline;

    /**
     * A client; it connects with its first call.
     *
     * @param gateway {@code host:port}
     * @param caller who it says it is
     * @param deadline of each call that is not a stream
     */
    public ClearingClient(String gateway, String caller, Duration deadline) {
        Metadata headers = new Metadata();
        headers.put(CALLER, caller);
        this.connection = NettyChannelBuilder.forTarget(gateway).usePlaintext().build();
        this.channel = ClientInterceptors.intercept(connection, MetadataUtils.newAttachHeadersInterceptor(headers));
        this.deadline = deadline;
    }

    /** Asks; the stage fails with a {@link io.grpc.StatusRuntimeException} when the call does. */
    public <Q, A> CompletionStage<A> ask(MethodDescriptor<Q, A> method, Q question) {
        CompletableFuture<A> answer = new CompletableFuture<>();
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
        ClientCalls.asyncUnaryCall(channel.newCall(method, options), question, new Single<>(answer));
        return answer;
    }

    /**
     * Asks and waits.
     *
     * @throws io.grpc.StatusRuntimeException when the call fails
     */
    public <Q, A> A call(MethodDescriptor<Q, A> method, Q question) {
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
        return ClientCalls.blockingUnaryCall(channel, method, options, question);
    }

    /** Follows a stream of answers until it ends or this client is closed. */
    public <Q, A> void watch(MethodDescriptor<Q, A> method, Q question, StreamObserver<A> watcher) {
        ClientCalls.asyncServerStreamingCall(channel.newCall(method, CallOptions.DEFAULT), question, watcher);
    }

    /** Opens a stream in both directions. */
    public <Q, A> StreamObserver<Q> converse(MethodDescriptor<Q, A> method, StreamObserver<A> answers) {
        return ClientCalls.asyncBidiStreamingCall(channel.newCall(method, CallOptions.DEFAULT), answers);
    }

    /** What a failed call ended with: the code of its refusal, else that of its gRPC status. */
    public static String codeOf(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return RefusalStatus.of(cause)
                .map(refusal -> refusal.getCode().name())
                .orElseGet(() -> Status.fromThrowable(cause).getCode().name());
    }

    /** Ends every call and the connection. */
    @Override
    public void close() {
        connection.shutdownNow();
        try {
            connection.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Completes a future with the one answer of a call. */
    private record Single<A>(CompletableFuture<A> answer) implements StreamObserver<A> {

        @Override
        public void onNext(A value) {
            answer.complete(value);
        }

        @Override
        public void onError(Throwable failure) {
            answer.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            answer.completeExceptionally(
                    Status.INTERNAL.withDescription("ended without an answer").asRuntimeException());
        }
    }
}
