package io.breakwater.node.grpc;

import io.breakwater.clearing.v1.AccountService;
import io.breakwater.clearing.v1.AccountServicePowerApiHandlerFactory;
import io.breakwater.clearing.v1.ClearingService;
import io.breakwater.clearing.v1.ClearingServicePowerApiHandlerFactory;
import io.breakwater.clearing.v1.ClusterService;
import io.breakwater.clearing.v1.ClusterServicePowerApiHandlerFactory;
import io.breakwater.clearing.v1.LiquidationService;
import io.breakwater.clearing.v1.LiquidationServicePowerApiHandlerFactory;
import io.breakwater.clearing.v1.MarketAdminService;
import io.breakwater.clearing.v1.MarketAdminServicePowerApiHandlerFactory;
import io.breakwater.clearing.v1.OracleService;
import io.breakwater.clearing.v1.OracleServicePowerApiHandlerFactory;
import io.breakwater.contract.ServingHealth;
import io.breakwater.health.v1.Health;
import io.breakwater.health.v1.HealthHandlerFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.grpc.ServiceDescription;
import org.apache.pekko.grpc.javadsl.ServerReflection;
import org.apache.pekko.grpc.javadsl.ServiceHandler;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.japi.function.Function;

/** Serves the contract on one port of a node: its services, health, and reflection. It stops with the actor system. */
public final class GrpcServer {

    private static final List<ServiceDescription> SERVICES = List.of(
            AccountService.description,
            ClearingService.description,
            OracleService.description,
            LiquidationService.description,
            MarketAdminService.description,
            ClusterService.description,
            Health.description);

    private static final Duration HEALTH_INTERVAL = Duration.ofSeconds(1);

    private final ServerBinding binding;

    private GrpcServer(ServerBinding binding) {
        this.binding = binding;
    }

    /**
     * Binds a server.
     *
     * @return fails when the port cannot be had
     */
    public static CompletionStage<GrpcServer> start(ActorSystem<?> system, NodeParts parts, GrpcSettings settings) {
        return Http.get(system)
                .newServerAt(settings.host(), settings.port())
                .bind(handler(system, parts, settings))
                .thenApply(binding -> binding.addToCoordinatedShutdown(settings.drain(), system))
                .thenApply(GrpcServer::new);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return binding.localAddress();
    }

    @SuppressWarnings("unchecked")
    private static Function<HttpRequest, CompletionStage<HttpResponse>> handler(
            ActorSystem<?> system, NodeParts parts, GrpcSettings settings) {
        var failures = Refusals.mapper();
        return ServiceHandler.concatOrNotFound(
                AccountServicePowerApiHandlerFactory.create(
                        new AccountGrpcService(parts.accounts(), parts.board(), settings), failures, system),
                ClearingServicePowerApiHandlerFactory.create(
                        new ClearingGrpcService(parts.accounts(), parts.board()), failures, system),
                OracleServicePowerApiHandlerFactory.create(oracle(system, parts, settings), failures, system),
                LiquidationServicePowerApiHandlerFactory.create(liquidation(system, parts, settings), failures, system),
                MarketAdminServicePowerApiHandlerFactory.create(new MarketAdminGrpcService(parts), failures, system),
                ClusterServicePowerApiHandlerFactory.create(
                        new ClusterGrpcService(system, parts.board(), parts.clock(), parts.gauges()), failures, system),
                HealthHandlerFactory.create(new ServingHealth(parts.isReady(), names(), HEALTH_INTERVAL), system),
                ServerReflection.create(SERVICES, system));
    }

    private static OracleGrpcService oracle(ActorSystem<?> system, NodeParts parts, GrpcSettings settings) {
        return new OracleGrpcService(
                parts.oracles(), parts.board(), new PriceBroadcast(system, parts.board()), settings);
    }

    private static LiquidationGrpcService liquidation(ActorSystem<?> system, NodeParts parts, GrpcSettings settings) {
        return new LiquidationGrpcService(
                system, parts.floor(), parts.liquidations(), parts.accounts(), parts.board(), settings);
    }

    private static Set<String> names() {
        return SERVICES.stream().map(ServiceDescription::name).collect(Collectors.toUnmodifiableSet());
    }
}
