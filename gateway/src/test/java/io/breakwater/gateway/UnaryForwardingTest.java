package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakwater.clearing.v1.GetAccountRequest;
import io.breakwater.clearing.v1.GetAccountResponse;
import io.breakwater.clearing.v1.Refusal;
import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.contract.CallMetadata;
import io.breakwater.contract.RefusalStatus;
import io.grpc.CallOptions;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.grpc.javadsl.Metadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnaryForwardingTest {

    private final GatewayWorld world = new GatewayWorld();

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void nodeHearsWhoCallsAndHowMuchTimeIsLeft() {
        StubNode node = world.nodeBehindGateway("");
        CompletableFuture<Metadata> heard = new CompletableFuture<>();
        node.onRead = (request, metadata) -> {
            heard.complete(metadata);
            return CompletableFuture.completedFuture(StubNode.account(request.getAccountId()));
        };

        assertThat(world.read("acct-1").getAccount().getAccountId()).isEqualTo("acct-1");

        assertThat(heard.join().getText(CallMetadata.CALLER)).contains("alice");
        String timeout = heard.join().getText("grpc-timeout").orElseThrow();
        assertThat(timeout).matches("[0-9]{1,8}[mun]");
        long micros = Long.parseLong(timeout.substring(0, timeout.length() - 1)) * (timeout.endsWith("m") ? 1_000 : 1);
        assertThat(micros).isBetween(1L, GatewayWorld.PATIENCE.toNanos() / 1_000);
    }

    @Test
    void callWithoutCallerIsRefusedBeforeANodeHearsOfIt() {
        StubNode node = world.nodeBehindGateway("");

        Throwable failure = catchThrowable(() -> read(world.client(""), CallOptions.DEFAULT));

        Refusal refusal = GatewayWorld.refusal(failure, Status.Code.UNAUTHENTICATED);
        assertThat(refusal.getCode()).isEqualTo(RefusalCode.UNAUTHENTICATED);
        assertThat(refusal.getFigures(0).getValue()).isEqualTo(CallMetadata.CALLER);
        assertThat(node.reads).hasValue(0);
    }

    @Test
    void refusalOfANodeArrivesWithItsNumbersAndIsNotAskedAgain() {
        StubNode node = world.nodeBehindGateway("");
        Refusal told = RefusalStatus.refusal(RefusalCode.INSUFFICIENT_BALANCE, "needs", "120.50", "has", "98.00");
        node.onRead = (request, metadata) -> CompletableFuture.failedFuture(RefusalStatus.exception(told));

        Throwable failure = catchThrowable(() -> world.read("acct-1"));

        assertThat(GatewayWorld.refusal(failure, Status.Code.FAILED_PRECONDITION))
                .isEqualTo(told);
        assertThat(node.reads).hasValue(1);
    }

    @Test
    void callWithoutDeadlineEndsWithTheDefaultOne() {
        StubNode node = world.nodeBehindGateway("default-deadline-millis = 300");
        node.onRead = (request, metadata) -> new CompletableFuture<>();

        Throwable failure = catchThrowable(() -> read(world.client("alice"), CallOptions.DEFAULT));

        assertThat(GatewayWorld.refusal(failure, Status.Code.DEADLINE_EXCEEDED).getCode())
                .isEqualTo(RefusalCode.DEADLINE);
    }

    @Test
    void longDeadlineIsCutToTheLongest() {
        StubNode node = world.nodeBehindGateway("default-deadline-millis = 200, max-deadline-millis = 400");
        node.onRead = (request, metadata) -> new CompletableFuture<>();

        Throwable failure = catchThrowable(
                () -> read(world.client("alice"), CallOptions.DEFAULT.withDeadlineAfter(1, TimeUnit.HOURS)));

        assertThat(GatewayWorld.refusal(failure, Status.Code.DEADLINE_EXCEEDED).getCode())
                .isEqualTo(RefusalCode.DEADLINE);
    }

    @Test
    void messageMayBeAsLongAsTheBoundAndNotAByteLonger() {
        StubNode node = world.nodeBehindGateway("max-message-bytes = 1000");
        node.onRead = (request, metadata) -> CompletableFuture.completedFuture(StubNode.account("short"));

        assertThat(world.read("x".repeat(997)).getAccount().getAccountId()).isEqualTo("short");
        Throwable failure = catchThrowable(() -> world.read("x".repeat(998)));

        Refusal refusal = GatewayWorld.refusal(failure, Status.Code.RESOURCE_EXHAUSTED);
        assertThat(RefusalStatus.sentence(refusal)).isEqualTo("OVERLOADED: message bytes 1001, at most 1000");
        assertThat(node.reads).hasValue(1);
    }

    @Test
    void compressedMessageIsRefusedSinceItsLengthIsNotKnown() {
        StubNode node = world.nodeBehindGateway("");

        Throwable failure =
                catchThrowable(() -> read(world.client("alice"), CallOptions.DEFAULT.withCompression("gzip")));

        assertThat(GatewayWorld.refusal(failure, Status.Code.INVALID_ARGUMENT)
                        .getViolations(0)
                        .getField())
                .isEqualTo("grpc-encoding");
        assertThat(node.reads).hasValue(0);
    }

    @Test
    void oneCallMoreThanTheBoundIsRefusedAndRoomIsGivenBack() {
        StubNode node = world.nodeBehindGateway("max-unary-in-flight = 1");
        CompletableFuture<GetAccountResponse> held = new CompletableFuture<>();
        node.onRead = (request, metadata) -> held;
        CompletableFuture<GetAccountResponse> first = CompletableFuture.supplyAsync(() -> world.read("acct-1"));
        GatewayWorld.await("the first call is at the node", () -> node.reads.get() == 1);

        Throwable failure = catchThrowable(() -> world.read("acct-2"));
        held.complete(StubNode.account("acct-1"));

        assertThat(GatewayWorld.refusal(failure, Status.Code.RESOURCE_EXHAUSTED).getCode())
                .isEqualTo(RefusalCode.OVERLOADED);
        assertThat(first.join().getAccount().getAccountId()).isEqualTo("acct-1");
        assertThat(world.read("acct-3")).isNotNull();
    }

    private static GetAccountResponse read(PlainClient client, CallOptions options) {
        return client.unary(
                "AccountService/GetAccount",
                GetAccountRequest.newBuilder().setAccountId("acct-1").build(),
                GetAccountResponse.getDefaultInstance(),
                options);
    }
}
