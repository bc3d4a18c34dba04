package io.breakwater.load.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.breakwater.clearing.v1.AccountsProto;
import io.breakwater.clearing.v1.AdminProto;
import io.breakwater.clearing.v1.ClearingProto;
import io.breakwater.clearing.v1.ClusterProto;
import io.breakwater.clearing.v1.DepositRequest;
import io.breakwater.clearing.v1.DepositResponse;
import io.breakwater.clearing.v1.LiquidationProto;
import io.breakwater.clearing.v1.OracleProto;
import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.contract.CallMetadata;
import io.breakwater.contract.RefusalStatus;
import io.breakwater.load.FakeGateway;
import io.grpc.Status;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The client calls what the contract declares, says who calls, and reads refusals. */
class ClearingClientTest {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @Test
    @DisplayName("every call of the table is one of the contract, with its direction and its messages")
    void callsAreThoseOfTheContract() {
        Map<String, String> declared = Stream.of(
                        AccountsProto.getDescriptor(),
                        ClearingProto.getDescriptor(),
                        OracleProto.getDescriptor(),
                        LiquidationProto.getDescriptor(),
                        AdminProto.getDescriptor(),
                        ClusterProto.getDescriptor())
                .map(FileDescriptor::getServices)
                .flatMap(List::stream)
                .flatMap(service -> service.getMethods().stream())
                .collect(Collectors.toMap(ClearingClientTest::name, ClearingClientTest::shape));

        assertThat(calls())
                .isNotEmpty()
                .allSatisfy((name, shape) -> assertThat(declared).containsEntry(name, shape));
    }

    @Test
    @DisplayName("a call says who calls")
    void callerTravels() throws IOException {
        try (FakeGateway gateway = new FakeGateway()
                        .answering(
                                Calls.DEPOSIT,
                                deposit -> DepositResponse.newBuilder()
                                        .setVersion(7)
                                        .build())
                        .start();
                ClearingClient client = new ClearingClient(gateway.address(), "tester", DEADLINE)) {
            DepositResponse answer = client.call(Calls.DEPOSIT, DepositRequest.getDefaultInstance());

            assertThat(answer.getVersion()).isEqualTo(7);
            assertThat(gateway.lastHeader(CallMetadata.CALLER)).contains("tester");
        }
    }

    @Test
    @DisplayName("a refusal is known by its code, and a failure without one by its status")
    void codes() throws IOException {
        assertThat(codeWhen(failing(Status.UNAVAILABLE.asRuntimeException()))).isEqualTo("UNAVAILABLE");
        assertThat(ClearingClient.codeOf(RefusalStatus.exception(
                        RefusalStatus.refusal(RefusalCode.REDUCE_ONLY, "state", "MARGIN_CALL"))))
                .isEqualTo("REDUCE_ONLY");
    }

    private static String codeWhen(Function<DepositRequest, DepositResponse> answer) throws IOException {
        try (FakeGateway gateway =
                        new FakeGateway().answering(Calls.DEPOSIT, answer).start();
                ClearingClient client = new ClearingClient(gateway.address(), "tester", DEADLINE)) {
            return client.ask(Calls.DEPOSIT, DepositRequest.getDefaultInstance())
                    .handle((done, failure) -> ClearingClient.codeOf(new CompletionException(failure)))
                    .toCompletableFuture()
                    .join();
        }
    }

    private static Function<DepositRequest, DepositResponse> failing(RuntimeException failure) {
        return deposit -> {
            throw failure;
        };
    }

    private static Map<String, String> calls() {
        return Arrays.stream(Calls.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .map(ClearingClientTest::call)
                .collect(Collectors.toMap(io.grpc.MethodDescriptor::getFullMethodName, ClearingClientTest::shape));
    }

    private static io.grpc.MethodDescriptor<?, ?> call(Field field) {
        try {
            return (io.grpc.MethodDescriptor<?, ?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(MethodDescriptor method) {
        return method.getService().getFullName() + "/" + method.getName();
    }

    private static String shape(MethodDescriptor method) {
        return method.isClientStreaming() + " " + method.getInputType().getFullName() + " " + method.isServerStreaming()
                + " " + method.getOutputType().getFullName();
    }

    private static String shape(io.grpc.MethodDescriptor<?, ?> call) {
        return !call.getType().clientSendsOneMessage() + " " + messageOf(call.getRequestMarshaller()) + " "
                + !call.getType().serverSendsOneMessage() + " " + messageOf(call.getResponseMarshaller());
    }

    private static String messageOf(io.grpc.MethodDescriptor.Marshaller<?> marshaller) {
        Object prototype = ((io.grpc.MethodDescriptor.PrototypeMarshaller<?>) marshaller).getMessagePrototype();
        return ((com.google.protobuf.Message) prototype).getDescriptorForType().getFullName();
    }
}
