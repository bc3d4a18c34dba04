package io.breakwater.node;

import io.breakwater.clearing.v1.AccountServiceClient;
import io.breakwater.clearing.v1.ClearingServiceClient;
import io.breakwater.clearing.v1.ClusterServiceClient;
import io.breakwater.clearing.v1.IdempotencyKey;
import io.breakwater.clearing.v1.LiquidationServiceClient;
import io.breakwater.clearing.v1.MarketAdminServiceClient;
import io.breakwater.clearing.v1.OracleServiceClient;
import io.breakwater.clearing.v1.Refusal;
import io.breakwater.contract.CallMetadata;
import io.breakwater.contract.RefusalStatus;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.grpc.GrpcClientSettings;
import org.apache.pekko.grpc.javadsl.SingleResponseRequestBuilder;
import org.apache.pekko.grpc.javadsl.StreamResponseRequestBuilder;
import org.apache.pekko.stream.javadsl.Sink;
import org.assertj.core.api.Assertions;

/** The generated clients of a node's services, and how a test calls them. */
final class NodeClients {

    private static final int PATIENCE_SECONDS = 60;

    final AccountServiceClient accounts;
    final ClearingServiceClient clearing;
    final ClusterServiceClient cluster;
    final LiquidationServiceClient liquidation;
    final MarketAdminServiceClient admin;
    final OracleServiceClient oracle;
    private final ActorSystem<?> system;
    private final String businessDate;

    /** Connects to a node; keys are of this date. */
    NodeClients(ActorSystem<?> system, InetSocketAddress node, String businessDate) {
        this.system = system;
        this.businessDate = businessDate;
        GrpcClientSettings settings = GrpcClientSettings.connectToServiceAt("127.0.0.1", node.getPort(), system)
                .withTls(false);
        accounts = AccountServiceClient.create(settings, system);
        clearing = ClearingServiceClient.create(settings, system);
        cluster = ClusterServiceClient.create(settings, system);
        liquidation = LiquidationServiceClient.create(settings, system);
        admin = MarketAdminServiceClient.create(settings, system);
        oracle = OracleServiceClient.create(settings, system);
    }

    IdempotencyKey key(String key) {
        return IdempotencyKey.newBuilder()
                .setBusinessDate(businessDate)
                .setKey(key)
                .build();
    }

    <Q, A> A call(SingleResponseRequestBuilder<Q, A> method, Q question) {
        return method.addHeader(CallMetadata.CALLER, "tester")
                .invoke(question)
                .toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** The details of a call that must be refused. */
    <Q, A> Refusal refused(SingleResponseRequestBuilder<Q, A> method, Q question) {
        return RefusalStatus.of(Assertions.catchThrowable(() -> call(method, question)))
                .orElseThrow(() -> new AssertionError("was not refused: " + question));
    }

    /** Everything that a stream says from now on. */
    <Q, A> List<A> watch(StreamResponseRequestBuilder<Q, A> method, Q question) {
        List<A> seen = new CopyOnWriteArrayList<>();
        method.addHeader(CallMetadata.CALLER, "tester")
                .invoke(question)
                .mapMaterializedValue(started -> NotUsed.getInstance())
                .runWith(Sink.foreach(seen::add), system);
        return seen;
    }
}
