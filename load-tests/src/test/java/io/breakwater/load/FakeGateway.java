package io.breakwater.load;

import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** A gateway of a few lines on a free port: answers the calls it was told to answer, and remembers the last headers. */
public final class FakeGateway extends HandlerRegistry implements AutoCloseable, ServerInterceptor {

    private final Map<String, ServerMethodDefinition<?, ?>> methods = new HashMap<>();
    private final AtomicReference<Metadata> lastHeaders = new AtomicReference<>();
    private Server server;

    /** Answers a unary call, or refuses it when the answer throws a {@link StatusRuntimeException}. */
    public <Q, A> FakeGateway answering(MethodDescriptor<Q, A> method, Function<Q, A> answer) {
        return with(method, ServerCalls.asyncUnaryCall((Q question, StreamObserver<A> observer) -> {
            try {
                observer.onNext(answer.apply(question));
                observer.onCompleted();
            } catch (StatusRuntimeException refused) {
                observer.onError(refused);
            }
        }));
    }

    /** Answers each message of a stream in both directions with one. */
    public <Q, A> FakeGateway conversing(MethodDescriptor<Q, A> method, Function<Q, A> answer) {
        return with(method, ServerCalls.asyncBidiStreamingCall((StreamObserver<A> answers) -> new StreamObserver<Q>() {
            @Override
            public void onNext(Q question) {
                answers.onNext(answer.apply(question));
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onCompleted() {
                answers.onCompleted();
            }
        }));
    }

    private <Q, A> FakeGateway with(MethodDescriptor<Q, A> method, ServerCallHandler<Q, A> handler) {
        methods.put(method.getFullMethodName(), ServerMethodDefinition.create(method, handler));
        return this;
    }

    public FakeGateway start() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .fallbackHandlerRegistry(this)
                .intercept(this)
                .build()
                .start();
        return this;
    }

    public String address() {
        return "127.0.0.1:" + server.getPort();
    }

    /** A header of the last call. */
    public Optional<String> lastHeader(String name) {
        return Optional.ofNullable(lastHeaders.get())
                .map(headers -> headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER)));
    }

    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
        return methods.get(name);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        lastHeaders.set(headers);
        return next.startCall(call, headers);
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
