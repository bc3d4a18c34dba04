package io.breakwater.gateway;

import io.breakwater.contract.CallMetadata;
import io.grpc.CallOptions;
import io.grpc.Codec;
import io.grpc.DecompressorRegistry;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.grpc.GrpcChannel;
import org.apache.pekko.grpc.GrpcClientSettings;
import org.apache.pekko.grpc.internal.JavaBidirectionalStreamingRequestBuilder;
import org.apache.pekko.grpc.internal.JavaUnaryRequestBuilder;
import org.apache.pekko.grpc.javadsl.SingleResponseRequestBuilder;
import org.apache.pekko.grpc.javadsl.StreamResponseRequestBuilder;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import scala.concurrent.ExecutionContext;

/**
 * A connection to one node, which carries messages as bytes.
 *
 * @param address where it is
 * @param isServing what it said of itself last
 * @param channel HTTP/2 connection, opened when it is needed
 * @param callbacks where its answers are handed on
 */
record Node(InetSocketAddress address, boolean isServing, GrpcChannel channel, ExecutionContext callbacks) {

    /** No answer is asked for compressed: messages are short, and next door. */
    private static final DecompressorRegistry PLAIN =
            DecompressorRegistry.emptyInstance().with(Codec.Identity.NONE, false);

    /** A node that has not said anything yet. */
    static Node at(InetSocketAddress address, ActorSystem<?> system, GatewaySettings settings) {
        GrpcClientSettings client = GrpcClientSettings.connectToServiceAt(
                        address.getAddress().getHostAddress(), address.getPort(), system)
                .withTls(false)
                .withBackend("netty")
                .withChannelBuilderOverrides(builder -> builder.maxInboundMessageSize(settings.maxMessageBytes())
                        .decompressorRegistry(PLAIN));
        return new Node(address, false, GrpcChannel.apply(client, system), system.executionContext());
    }

    Node serving(boolean serving) {
        return new Node(address, serving, channel, callbacks);
    }

    CompletionStage<ByteString> unary(Rpc rpc, String caller, CallOptions options, ByteString message) {
        SingleResponseRequestBuilder<ByteString, ByteString> request = new JavaUnaryRequestBuilder<>(
                rpc.wire(), channel.internalChannel(), options, channel.settings(), callbacks);
        return request.addHeader(CallMetadata.CALLER, caller).invoke(message);
    }

    Source<ByteString, NotUsed> stream(
            Rpc rpc, String caller, CallOptions options, Source<ByteString, NotUsed> messages) {
        StreamResponseRequestBuilder<Source<ByteString, NotUsed>, ByteString> request =
                new JavaBidirectionalStreamingRequestBuilder<>(
                        rpc.wire(), channel.internalChannel(), options, channel.settings(), callbacks);
        return request.addHeader(CallMetadata.CALLER, caller).invoke(messages);
    }

    /** Takes no more calls; those in flight go on. */
    void close() {
        channel.closeCS();
    }
}
