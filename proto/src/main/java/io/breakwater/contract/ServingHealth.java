package io.breakwater.contract;

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

/** The standard health service of a process whose services serve together or not at all. */
public final class ServingHealth implements Health {

    private final BooleanSupplier isServing;
    private final Set<String> services;
    private final Duration interval;

    /**
     * The health of a process.
     *
     * @param isServing asked at each check
     * @param services names that may be asked for, besides the empty one
     * @param interval distance of two looks for a watcher
     */
    public ServingHealth(BooleanSupplier isServing, Set<String> services, Duration interval) {
        this.isServing = isServing;
        this.services = Set.copyOf(services);
        this.interval = interval;
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
        return Source.tick(Duration.ZERO, interval, question)
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
        return isServing.getAsBoolean() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
    }

    private static HealthCheckResponse answer(ServingStatus status) {
        return HealthCheckResponse.newBuilder().setStatus(status).build();
    }
}
