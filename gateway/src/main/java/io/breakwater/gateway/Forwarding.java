package io.breakwater.gateway;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.grpc.GrpcProtocol;
import org.apache.pekko.grpc.javadsl.GrpcExceptionHandler;
import org.apache.pekko.grpc.javadsl.GrpcMarshalling;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * Forwards every method of the contract: takes the messages out of the caller's frames and hands them to a node. Answers
 * are not compressed, whatever the caller could read: they are short, and it would cost more than they save.
 */
final class Forwarding implements Function<HttpRequest, CompletionStage<HttpResponse>> {

    private static final long serialVersionUID = 1L;

    private final transient ActorSystem<?> system;
    private final transient GatewaySettings settings;
    private final transient NodeCalls nodes;
    private final transient Map<String, Rpc> table;
    private final transient Materializer materializer;
    private final transient MessageReader messages;

    /** Forwards the methods of the table, and knows no other. */
    Forwarding(ActorSystem<?> system, GatewaySettings settings, NodeCalls nodes, Map<String, Rpc> table) {
        this.system = system;
        this.settings = settings;
        this.nodes = nodes;
        this.table = table;
        this.materializer = SystemMaterializer.get(system).materializer();
        this.messages = new MessageReader(system, settings.maxMessageBytes());
    }

    @Override
    public CompletionStage<HttpResponse> apply(HttpRequest request) {
        Rpc rpc = table.get(request.getUri().path());
        if (rpc == null) {
            return answer(HttpResponse.create().withStatus(StatusCodes.NOT_FOUND));
        }
        HttpRequest plain = request.removeHeader("grpc-accept-encoding");
        return GrpcMarshalling.negotiated(
                        plain,
                        (GrpcProtocol.GrpcProtocolReader reader, GrpcProtocol.GrpcProtocolWriter writer) ->
                                forward(rpc, request, reader, writer))
                .orElseGet(() -> answer(HttpResponse.create().withStatus(StatusCodes.UNSUPPORTED_MEDIA_TYPE)));
    }

    private CompletionStage<HttpResponse> forward(
            Rpc rpc,
            HttpRequest request,
            GrpcProtocol.GrpcProtocolReader reader,
            GrpcProtocol.GrpcProtocolWriter writer) {
        CompletionStage<HttpResponse> response;
        try {
            IncomingCall call = IncomingCall.of(request, rpc, settings);
            response = rpc.isStream()
                    ? stream(rpc, call, request, reader, writer)
                    : unary(rpc, call, request, reader, writer);
        } catch (RuntimeException e) {
            request.discardEntityBytes(materializer);
            response = CompletableFuture.failedFuture(e);
        }
        return response.exceptionally(
                failure -> GrpcExceptionHandler.standard(failure, Failures.mapper(), writer, system));
    }

    private CompletionStage<HttpResponse> unary(
            Rpc rpc,
            IncomingCall call,
            HttpRequest request,
            GrpcProtocol.GrpcProtocolReader reader,
            GrpcProtocol.GrpcProtocolWriter writer) {
        return nodes.unary(rpc, call, messages.read(request, call, reader))
                .thenApply(answer ->
                        GrpcMarshalling.marshal(answer, RawBytes.INSTANCE, writer, system, Failures.mapper()));
    }

    private CompletionStage<HttpResponse> stream(
            Rpc rpc,
            IncomingCall call,
            HttpRequest request,
            GrpcProtocol.GrpcProtocolReader reader,
            GrpcProtocol.GrpcProtocolWriter writer) {
        CompletableFuture<ByteString> tooLong = new CompletableFuture<>();
        Source<ByteString, Object> bytes = request.entity()
                .withoutSizeLimit()
                .getDataBytes()
                .via(FrameBound.of(settings.maxMessageBytes(), tooLong::completeExceptionally));
        return GrpcMarshalling.unmarshalStream(bytes, RawBytes.INSTANCE, materializer, reader)
                .thenApply(messages -> nodes.stream(rpc, call, messages).merge(Source.completionStage(tooLong), true))
                .thenApply(answers ->
                        GrpcMarshalling.marshalStream(answers, RawBytes.INSTANCE, writer, system, Failures.mapper()));
    }

    private static CompletionStage<HttpResponse> answer(HttpResponse response) {
        return CompletableFuture.completedFuture(response);
    }
}
