package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.typesafe.config.ConfigFactory;
import io.breakwater.clearing.v1.ClusterService;
import io.breakwater.clearing.v1.ClusterServiceClient;
import io.breakwater.clearing.v1.ClusterServiceHandlerFactory;
import io.breakwater.clearing.v1.FieldViolation;
import io.breakwater.clearing.v1.Figure;
import io.breakwater.clearing.v1.GetStatusRequest;
import io.breakwater.clearing.v1.GetStatusResponse;
import io.breakwater.clearing.v1.Refusal;
import io.breakwater.clearing.v1.RefusalCode;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.grpc.GrpcClientSettings;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Guards the numbers behind a refusal on their way from a node over a gateway to a client, whoever wrote the client. */
class RefusalStatusTest {
    private static final String HOST = "127.0.0.1";
    private static final int DEADLINE_SECONDS = 60;
    private static final Refusal POOR =
            RefusalStatus.refusal(RefusalCode.INSUFFICIENT_INITIAL_MARGIN, "needs", "120.50", "has", "98.00");

    private static ActorSystem system;
    private static volatile Refusal answer = POOR;
    private static ServerBinding node;
    private static ServerBinding gateway;
    private static ClusterServiceClient toNode;
    private static ClusterServiceClient toGateway;
    private static ManagedChannel channel;

    @BeforeAll
    static void startTwoHops() {
        system = ActorSystem.create(
                "refusals",
                ConfigFactory.parseString("pekko.http.server.preview.enable-http2 = on, pekko.loglevel = OFF")
                        .withFallback(ConfigFactory.load()));
        node = bind(request -> CompletableFuture.failedFuture(RefusalStatus.exception(answer)));
        toNode = client(node);
        gateway = bind(request -> toNode.getStatus(request).handle((status, failure) -> {
            throw RefusalStatus.exception(RefusalStatus.of(failure).orElseThrow());
        }));
        toGateway = client(gateway);
        channel = NettyChannelBuilder.forAddress(HOST, gateway.localAddress().getPort())
                .usePlaintext()
                .build();
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        TestKit.shutdownActorSystem(system);
    }

    private static ServerBinding bind(ClusterService service) {
        return Http.get(system)
                .newServerAt(HOST, 0)
                .bind(ClusterServiceHandlerFactory.create(service, system))
                .toCompletableFuture()
                .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private static ClusterServiceClient client(ServerBinding server) {
        return ClusterServiceClient.create(
                GrpcClientSettings.connectToServiceAt(
                                HOST, server.localAddress().getPort(), system)
                        .withTls(false),
                system);
    }

    @Test
    void pekkoClientReadsTheNumbersOverOneHop() {
        answer = POOR;
        assertThat(RefusalStatus.of(failure(toNode.getStatus(GetStatusRequest.getDefaultInstance()))))
                .contains(POOR);
    }

    @Test
    void pekkoClientReadsTheNumbersOverTwoHops() {
        answer = POOR;
        assertThat(RefusalStatus.of(failure(toGateway.getStatus(GetStatusRequest.getDefaultInstance()))))
                .contains(POOR);
    }

    @Test
    void plainClientReadsTheNumbersOverTwoHops() {
        answer = POOR;
        Throwable failure = failure(plainCall());
        assertThat(RefusalStatus.of(failure)).contains(POOR);
        Status status = Status.fromThrowable(failure);
        assertThat(status.getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(status.getDescription()).isEqualTo("INSUFFICIENT_INITIAL_MARGIN: needs 120.50, has 98.00");
    }

    @Test
    void theLargestRefusalFitsTheTrailers() {
        String longest = "\u20ac".repeat(RefusalStatus.LONGEST_TEXT + 1);
        Refusal.Builder large = Refusal.newBuilder().setCode(RefusalCode.FIELD_INVALID);
        for (int i = 0; i <= RefusalStatus.MOST_PARTS; i++) {
            large.addFigures(Figure.newBuilder().setName("n" + i).setValue(longest));
            large.addViolations(FieldViolation.newBuilder()
                    .setField("f" + i)
                    .setValue(longest)
                    .setRule("rule"));
        }
        answer = large.build();
        Refusal arrived = RefusalStatus.of(failure(plainCall())).orElseThrow();
        assertThat(arrived.getViolationsCount()).isBetween(1, RefusalStatus.MOST_PARTS);
        assertThat(arrived.getFiguresCount()).isBetween(1, RefusalStatus.MOST_PARTS);
        assertThat(arrived.getViolations(0).getValue()).hasSize(RefusalStatus.LONGEST_TEXT);
    }

    @Test
    void aFailureThatIsNoRefusalIsNotTakenForOne() {
        assertThat(RefusalStatus.of(new IllegalStateException("unrelated"))).isEmpty();
        assertThat(RefusalStatus.of(new CompletionException(new StatusRuntimeException(Status.UNAVAILABLE))))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"REFUSAL_CODE_UNSPECIFIED", "UNRECOGNIZED"})
    void everyCodeHasAStatusThatSaysWhatToDo(RefusalCode code) {
        assertThat(RefusalStatus.statusOf(code)).isNotIn(Status.Code.OK, Status.Code.UNKNOWN);
        assertThat(RefusalStatus.of(RefusalStatus.exception(RefusalStatus.refusal(code)))
                        .map(Refusal::getCode))
                .contains(code);
    }

    private static Throwable failure(CompletionStage<GetStatusResponse> call) {
        return catchThrowable(() -> call.toCompletableFuture()
                .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .join());
    }

    /** A call with nothing of Pekko on the client's side. */
    private static CompletableFuture<GetStatusResponse> plainCall() {
        MethodDescriptor<GetStatusRequest, GetStatusResponse> method =
                MethodDescriptor.<GetStatusRequest, GetStatusResponse>newBuilder()
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName(ClusterService.name + "/GetStatus")
                        .setRequestMarshaller(ProtoUtils.marshaller(GetStatusRequest.getDefaultInstance()))
                        .setResponseMarshaller(ProtoUtils.marshaller(GetStatusResponse.getDefaultInstance()))
                        .build();
        CompletableFuture<GetStatusResponse> answered = new CompletableFuture<>();
        ClientCall<GetStatusRequest, GetStatusResponse> call =
                channel.newCall(method, CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS));
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        answered.completeExceptionally(new StatusRuntimeException(status, trailers));
                    }
                },
                new Metadata());
        call.sendMessage(GetStatusRequest.getDefaultInstance());
        call.halfClose();
        call.request(2);
        return answered;
    }
}
