package io.breakwater.gateway;

import com.google.protobuf.Message;
import io.breakwater.contract.CallMetadata;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.net.InetSocketAddress;

/** A client made of plain grpc-java, without our stubs. */
final class PlainClient implements AutoCloseable {

    /** Fixed: by itself the library grows its window, and so what waits at the client, with the speed of the server. */
    private static final int WINDOW_BYTES = 65_535;

    private final ManagedChannel channel;
    private final Channel called;

    PlainClient(InetSocketAddress address, String caller) {
        this.channel = NettyChannelBuilder.forAddress(address)
                .usePlaintext()
                .flowControlWindow(WINDOW_BYTES)
                .build();
        Metadata headers = new Metadata();
        if (!caller.isEmpty()) {
            headers.put(Metadata.Key.of(CallMetadata.CALLER, Metadata.ASCII_STRING_MARSHALLER), caller);
        }
        this.called = ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    Channel channel() {
        return called;
    }

    <I extends Message, O extends Message> O unary(String path, I request, O prototype, CallOptions options) {
        return ClientCalls.blockingUnaryCall(
                called, method(path, MethodDescriptor.MethodType.UNARY, request, prototype), options, request);
    }

    <I extends Message, O extends Message> ClientCall<I, O> stream(String path, I request, O prototype) {
        return called.newCall(
                method(path, MethodDescriptor.MethodType.BIDI_STREAMING, request, prototype), CallOptions.DEFAULT);
    }

    private static <I extends Message, O extends Message> MethodDescriptor<I, O> method(
            String path, MethodDescriptor.MethodType type, I request, O response) {
        @SuppressWarnings("unchecked")
        I requestType = (I) request.getDefaultInstanceForType();
        return MethodDescriptor.newBuilder(ProtoUtils.marshaller(requestType), ProtoUtils.marshaller(response))
                .setType(type)
                .setFullMethodName("breakwater.clearing.v1." + path)
                .build();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
