package io.breakwater.gateway;

import io.breakwater.clearing.v1.AccountService;
import io.breakwater.clearing.v1.AccountsProto;
import io.breakwater.clearing.v1.AdminProto;
import io.breakwater.clearing.v1.ClearingProto;
import io.breakwater.clearing.v1.ClearingService;
import io.breakwater.clearing.v1.ClusterProto;
import io.breakwater.clearing.v1.ClusterService;
import io.breakwater.clearing.v1.LiquidationProto;
import io.breakwater.clearing.v1.LiquidationService;
import io.breakwater.clearing.v1.MarketAdminService;
import io.breakwater.clearing.v1.OracleProto;
import io.breakwater.clearing.v1.OracleService;
import io.breakwater.contract.ServingHealth;
import io.breakwater.health.v1.Health;
import io.breakwater.health.v1.HealthHandlerFactory;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.grpc.ServiceDescription;
import org.apache.pekko.grpc.javadsl.ServerReflection;
import org.apache.pekko.grpc.javadsl.ServiceHandler;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.japi.function.Function;

/** A gateway that listens: the contract's services in front of nodes, health, and reflection, on one port. */
final class Gateway {

    private static final List<ServiceDescription> SERVICES = List.of(
            AccountService.description,
            ClearingService.description,
            OracleService.description,
            LiquidationService.description,
            MarketAdminService.description,
            ClusterService.description,
            Health.description);

    private static final Map<String, Rpc> FORWARDED = Rpc.table(List.of(
            AccountsProto.getDescriptor(),
            ClearingProto.getDescriptor(),
            OracleProto.getDescriptor(),
            LiquidationProto.getDescriptor(),
            AdminProto.getDescriptor(),
            ClusterProto.getDescriptor()));

    private final ServerBinding binding;

    private Gateway(ServerBinding binding) {
        this.binding = binding;
    }

    /** Binds a gateway, and stops it with the system: no new calls, then streams end, then unary calls may finish. */
    static CompletionStage<Gateway> start(ActorSystem<?> system, GatewaySettings settings) {
        NodePool pool = new NodePool(system, settings);
        NodeCalls calls = new NodeCalls(system, settings, pool);
        return Http.get(system)
                .newServerAt(settings.host(), settings.port())
                .bind(handler(system, settings, pool, calls))
                .thenApply(binding -> stopped(binding, system, settings, pool, calls));
    }

    private static Gateway stopped(
            ServerBinding binding, ActorSystem<?> system, GatewaySettings settings, NodePool pool, NodeCalls calls) {
        binding.addToCoordinatedShutdown(settings.drain(), system);
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        shutdown.addTask(CoordinatedShutdown.PhaseServiceUnbind(), "end-streams", () -> {
            calls.drain();
            return CompletableFuture.completedFuture(Done.getInstance());
        });
        shutdown.addTask(CoordinatedShutdown.PhaseServiceStop(), "leave-nodes", () -> {
            pool.close();
            return CompletableFuture.completedFuture(Done.getInstance());
        });
        return new Gateway(binding);
    }

    @SuppressWarnings("unchecked")
    private static Function<HttpRequest, CompletionStage<HttpResponse>> handler(
            ActorSystem<?> system, GatewaySettings settings, NodePool pool, NodeCalls calls) {
        Set<String> names = SERVICES.stream()
                .map(ServiceDescription::name)
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
        ServingHealth health = new ServingHealth(pool::isServing, names, settings.probeInterval());
        return ServiceHandler.concatOrNotFound(
                new Forwarding(system, settings, calls, FORWARDED),
                HealthHandlerFactory.create(health, system),
                ServerReflection.create(SERVICES, system));
    }

    /** Where it listens. */
    InetSocketAddress address() {
        return binding.localAddress();
    }
}
