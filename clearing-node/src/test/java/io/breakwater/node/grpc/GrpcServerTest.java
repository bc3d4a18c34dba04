package io.breakwater.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.breakwater.clearing.v1.AccountServiceClient;
import io.breakwater.clearing.v1.ClusterServiceClient;
import io.breakwater.clearing.v1.GetAccountRequest;
import io.breakwater.clearing.v1.GetStatusRequest;
import io.breakwater.clearing.v1.GetStatusResponse;
import io.breakwater.clearing.v1.Refusal;
import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.contract.CallMetadata;
import io.breakwater.contract.RefusalStatus;
import io.breakwater.core.money.Quantity;
import io.breakwater.health.v1.HealthCheckRequest;
import io.breakwater.health.v1.HealthCheckResponse.ServingStatus;
import io.breakwater.health.v1.HealthClient;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.time.ReplayClock;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.grpc.GrpcClientSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract over a real port of a node. */
class GrpcServerTest {

    private static final AtomicBoolean READY = new AtomicBoolean(true);
    private static ActorTestKit kit;
    private static GrpcClientSettings settings;

    @BeforeAll
    static void start() {
        Config config = ConfigFactory.parseString("""
                        pekko.remote.artery.canonical.port = 0
                        pekko.remote.artery.canonical.hostname = "127.0.0.1"
                        breakwater.grpc.port = 0
                        """).withFallback(ConfigFactory.load());
        kit = ActorTestKit.create("node", config);
        MarketBoard board = MarketAt.board("60000", "3000");
        NodeParts parts = new NodeParts(
                new ReplayClock(MarketAt.NOW_MILLIS),
                board,
                new AccountsOfOneNode(board),
                null,
                null,
                kit.system().ignoreRef(),
                kit.system().ignoreRef(),
                instrument -> Quantity.ZERO,
                () -> new NodeStatus(2, 0, NodeStatus.Lag.NONE, NodeStatus.Lag.NONE, 1),
                READY::get);
        GrpcServer server = GrpcServer.start(kit.system(), parts, GrpcSettings.of(config))
                .toCompletableFuture()
                .join();
        settings = GrpcClientSettings.connectToServiceAt(
                        "127.0.0.1", server.address().getPort(), kit.system())
                .withTls(false);
    }

    @AfterAll
    static void end() {
        kit.shutdownTestKit();
    }

    @Test
    void refusalArrivesWithItsDetails() {
        AccountServiceClient client = AccountServiceClient.create(settings, kit.system());

        Refusal refusal = RefusalStatus.of(org.assertj.core.api.Assertions.catchThrowable(() -> client.getAccount()
                        .addHeader(CallMetadata.CALLER, "alice")
                        .invoke(GetAccountRequest.newBuilder()
                                .setAccountId("nobody")
                                .build())
                        .toCompletableFuture()
                        .join()))
                .orElseThrow();

        assertThat(refusal.getCode()).isEqualTo(RefusalCode.ACCOUNT_UNKNOWN);
        assertThat(refusal.getFigures(0).getValue()).isEqualTo("nobody");
    }

    @Test
    void statusIsThatOfTheNode() {
        GetStatusResponse status = ClusterServiceClient.create(settings, kit.system())
                .getStatus()
                .addHeader(CallMetadata.CALLER, "operator")
                .invoke(GetStatusRequest.getDefaultInstance())
                .toCompletableFuture()
                .join();

        assertThat(status.getTakenMillis()).isEqualTo(MarketAt.NOW_MILLIS);
        assertThat(status.getWatchedAccounts()).isEqualTo(2);
        assertThat(status.getParameterEpoch()).isEqualTo(1);
        assertThat(status.getCoordinator()).as("no member is up").isEmpty();
    }

    @Test
    void healthFollowsReadiness() throws CompletionException {
        HealthClient health = HealthClient.create(settings, kit.system());

        assertThat(status(health)).isEqualTo(ServingStatus.SERVING);
        READY.set(false);
        assertThat(status(health)).isEqualTo(ServingStatus.NOT_SERVING);
        READY.set(true);
    }

    private static ServingStatus status(HealthClient health) {
        return health.check(HealthCheckRequest.getDefaultInstance())
                .toCompletableFuture()
                .join()
                .getStatus();
    }
}
