package io.breakwater.node.local;

import com.typesafe.config.ConfigFactory;
import io.breakwater.clearing.v1.AccountServiceClient;
import io.breakwater.clearing.v1.ClearingServiceClient;
import io.breakwater.clearing.v1.ClusterServiceClient;
import io.breakwater.clearing.v1.LiquidationServiceClient;
import io.breakwater.clearing.v1.MarketAdminServiceClient;
import io.breakwater.clearing.v1.OracleServiceClient;
import io.breakwater.contract.CallMetadata;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.grpc.GrpcClientSettings;
import org.apache.pekko.grpc.javadsl.SingleResponseRequestBuilder;
import org.apache.pekko.grpc.javadsl.StreamResponseRequestBuilder;

/**
 * Clients of the gateway, as anybody outside could have them: an actor system of their own, and nothing of the node's.
 *
 * @param system that the clients run on
 * @param accounts accounts
 * @param clearing trades
 * @param oracle quotes
 * @param liquidation auctions
 * @param admin markets
 * @param cluster status
 */
public record GatewayClients(
        ActorSystem system,
        AccountServiceClient accounts,
        ClearingServiceClient clearing,
        OracleServiceClient oracle,
        LiquidationServiceClient liquidation,
        MarketAdminServiceClient admin,
        ClusterServiceClient cluster)
        implements AutoCloseable {

    private static final String CALLER = "operator";
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** Clients of a gateway that listens. */
    public static GatewayClients of(InetSocketAddress gateway) {
        ActorSystem system = ActorSystem.create("outside-world", ConfigFactory.load("outside-world"));
        GrpcClientSettings settings = GrpcClientSettings.connectToServiceAt(
                        gateway.getHostString(), gateway.getPort(), system)
                .withTls(false);
        GrpcClientSettings patient = settings.withDeadline(DEADLINE);
        return new GatewayClients(
                system,
                AccountServiceClient.create(patient, system),
                ClearingServiceClient.create(patient, system),
                OracleServiceClient.create(settings, system),
                LiquidationServiceClient.create(settings, system),
                MarketAdminServiceClient.create(patient, system),
                ClusterServiceClient.create(patient, system));
    }

    /** A call that says who makes it. */
    public static <Q, A> SingleResponseRequestBuilder<Q, A> call(SingleResponseRequestBuilder<Q, A> request) {
        return request.addHeader(CallMetadata.CALLER, CALLER);
    }

    /** A stream that says who opens it. */
    public static <Q, A> StreamResponseRequestBuilder<Q, A> stream(StreamResponseRequestBuilder<Q, A> request) {
        return request.addHeader(CallMetadata.CALLER, CALLER);
    }

    /** Ends the clients; their calls fail. */
    @Override
    public void close() {
        system.terminate();
    }
}
