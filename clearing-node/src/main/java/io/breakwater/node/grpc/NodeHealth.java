package io.breakwater.node.grpc;

import io.breakwater.health.v1.Health;
import io.breakwater.health.v1.HealthCheckRequest;
import io.breakwater.health.v1.HealthCheckResponse;
import io.breakwater.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.grpc.GrpcServiceException;
import org.apache.pekko.stream.javadsl.Source;

/** The standard health service: the node serves once it is ready and until it stops. */
final class NodeHealth implements Health {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final BooleanSupplier isReady;
    private final Set<String> services;

    NodeHealth(BooleanSupplier isReady, Set<String> services) {
        this.isReady = isReady;
        this.services = services;
    }

    @Override
    public CompletionStage<HealthCheckResponse> check(HealthCheckRequest question) {
        return isKnown(question)
                ? CompletableFuture.completedFuture(answer(status()))
                : CompletableFuture.failedFuture(new GrpcServiceException(
                        Status.NOT_FOUND.withDescription("no service '" + question.getService() + "'")));
    }

    @Override
    public Source<HealthCheckResponse, NotUsed> watch(HealthCheckRequest question) {
        return Source.tick(Duration.ZERO, LOOK_EVERY, question)
                .mapMaterializedValue(cancellable -> NotUsed.getInstance())
                .map(asked -> isKnown(asked) ? status() : ServingStatus.SERVICE_UNKNOWN)
                .statefulMapConcat(() -> {
                    ServingStatus[] last = {null};
                    return status -> {
                        boolean isNews = status != last[0];
                        last[0] = status;
                        return isNews ? List.of(answer(status)) : List.of();
                    };
                });
    }

    private boolean isKnown(HealthCheckRequest question) {
        return question.getService().isEmpty() || services.contains(question.getService());
    }

    private ServingStatus status() {
        return isReady.getAsBoolean() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
    }

    private static HealthCheckResponse answer(ServingStatus status) {
        return HealthCheckResponse.newBuilder().setStatus(status).build();
    }
}
