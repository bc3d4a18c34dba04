package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakwater.clearing.v1.AccountsProto;
import io.breakwater.clearing.v1.AdminProto;
import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.contract.RefusalStatus;
import io.breakwater.health.v1.HealthProto;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeLostTest {

    private final GatewayWorld world = new GatewayWorld();

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void callGoesToAnotherNodeWhenOneCannotServeIt() {
        StubNode lost = world.node(0);
        StubNode other = world.node(0);
        lost.onRead = (request, metadata) -> CompletableFuture.failedFuture(
                RefusalStatus.exception(RefusalStatus.refusal(RefusalCode.NODE_UNAVAILABLE)));
        world.gateway("max-attempts = 2", lost.port(), other.port());

        assertThat(world.read("a").getAccount().getAccountId()).isEqualTo("a");
        assertThat(world.read("b").getAccount().getAccountId()).isEqualTo("b");

        assertThat(lost.reads).hasPositiveValue();
        assertThat(other.reads).hasValue(2);
    }

    @Test
    void callIsSentNoOftenerThanTheBound() {
        StubNode node = world.nodeBehindGateway("max-attempts = 3");
        node.onRead = (request, metadata) -> CompletableFuture.failedFuture(
                RefusalStatus.exception(RefusalStatus.refusal(RefusalCode.NODE_UNAVAILABLE)));

        Throwable failure = catchThrowable(() -> world.read("a"));

        assertThat(GatewayWorld.refusal(failure, Status.Code.UNAVAILABLE).getCode())
                .isEqualTo(RefusalCode.NODE_UNAVAILABLE);
        assertThat(node.reads).hasValue(3);
    }

    @Test
    void onlyReadsAndWritesWithAKeyAreRepeatable() {
        var table = Rpc.table(List.of(AccountsProto.getDescriptor(), AdminProto.getDescriptor()));
        var health = Rpc.table(List.of(HealthProto.getDescriptor()));

        assertThat(table.values()).isNotEmpty().allMatch(Rpc::isRepeatable);
        assertThat(table.get("/breakwater.clearing.v1.AccountService/WatchAccount")
                        .isStream())
                .isTrue();
        assertThat(table.get("/breakwater.clearing.v1.AccountService/Deposit").isStream())
                .isFalse();
        assertThat(health.values()).hasSize(2).noneMatch(Rpc::isRepeatable);
    }

    @Test
    void gatewayServesNothingWhileNoNodeDoesAndFindsOneThatStarts() {
        int port = GatewayWorld.freePort();
        world.gateway("max-attempts = 1", port);
        var health = HealthGrpc.newBlockingStub(world.client("").channel());

        assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus())
                .isEqualTo(ServingStatus.NOT_SERVING);
        Throwable failure = catchThrowable(() -> world.read("a"));
        assertThat(GatewayWorld.refusal(failure, Status.Code.UNAVAILABLE).getCode())
                .isEqualTo(RefusalCode.NODE_UNAVAILABLE);

        world.node(port);
        GatewayWorld.await(
                "the node is found",
                () -> health.check(HealthCheckRequest.getDefaultInstance()).getStatus() == ServingStatus.SERVING);
        assertThat(world.read("a").getAccount().getAccountId()).isEqualTo("a");
    }
}
