package io.breakwater.gateway;

import io.breakwater.clearing.v1.Account;
import io.breakwater.clearing.v1.AccountServicePowerApi;
import io.breakwater.clearing.v1.AccountServicePowerApiHandlerFactory;
import io.breakwater.clearing.v1.CloseAccountRequest;
import io.breakwater.clearing.v1.CloseAccountResponse;
import io.breakwater.clearing.v1.DepositRequest;
import io.breakwater.clearing.v1.DepositResponse;
import io.breakwater.clearing.v1.ExplainMarginRequest;
import io.breakwater.clearing.v1.ExplainMarginResponse;
import io.breakwater.clearing.v1.GetAccountRequest;
import io.breakwater.clearing.v1.GetAccountResponse;
import io.breakwater.clearing.v1.OpenAccountRequest;
import io.breakwater.clearing.v1.OpenAccountResponse;
import io.breakwater.clearing.v1.OracleServicePowerApi;
import io.breakwater.clearing.v1.OracleServicePowerApiHandlerFactory;
import io.breakwater.clearing.v1.PublishQuotesRequest;
import io.breakwater.clearing.v1.PublishQuotesResponse;
import io.breakwater.clearing.v1.SimulateMarginRequest;
import io.breakwater.clearing.v1.SimulateMarginResponse;
import io.breakwater.clearing.v1.WatchAccountRequest;
import io.breakwater.clearing.v1.WatchAccountResponse;
import io.breakwater.clearing.v1.WatchPricesRequest;
import io.breakwater.clearing.v1.WatchPricesResponse;
import io.breakwater.clearing.v1.WithdrawRequest;
import io.breakwater.clearing.v1.WithdrawResponse;
import io.breakwater.health.v1.Health;
import io.breakwater.health.v1.HealthCheckRequest;
import io.breakwater.health.v1.HealthCheckResponse;
import io.breakwater.health.v1.HealthHandlerFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.grpc.javadsl.Metadata;
import org.apache.pekko.grpc.javadsl.ServiceHandler;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.stream.javadsl.Source;

/** A node that answers what its test tells it to. */
final class StubNode implements AccountServicePowerApi, OracleServicePowerApi, AutoCloseable {

    final AtomicInteger reads = new AtomicInteger();
    volatile BiFunction<GetAccountRequest, Metadata, CompletionStage<GetAccountResponse>> onRead =
            (request, metadata) -> CompletableFuture.completedFuture(account(request.getAccountId()));
    volatile BiFunction<WatchAccountRequest, Metadata, Source<WatchAccountResponse, NotUsed>> onWatch =
            (request, metadata) -> Source.empty();
    private final ServerBinding binding;

    @SuppressWarnings("unchecked")
    StubNode(ActorSystem<?> system, int port) {
        this.binding = Http.get(system)
                .newServerAt("127.0.0.1", port)
                .bind(ServiceHandler.concatOrNotFound(
                        AccountServicePowerApiHandlerFactory.create(this, system),
                        OracleServicePowerApiHandlerFactory.create(this, system),
                        HealthHandlerFactory.create(new Serving(), system)))
                .toCompletableFuture()
                .join();
    }

    private static final class Serving implements Health {
        @Override
        public CompletionStage<HealthCheckResponse> check(HealthCheckRequest in) {
            return CompletableFuture.completedFuture(HealthCheckResponse.newBuilder()
                    .setStatus(HealthCheckResponse.ServingStatus.SERVING)
                    .build());
        }

        @Override
        public Source<HealthCheckResponse, NotUsed> watch(HealthCheckRequest in) {
            return Source.empty();
        }
    }

    static GetAccountResponse account(String id) {
        return GetAccountResponse.newBuilder()
                .setAccount(Account.newBuilder().setAccountId(id))
                .build();
    }

    int port() {
        return binding.localAddress().getPort();
    }

    @Override
    public void close() {
        binding.terminate(Duration.ofSeconds(1)).toCompletableFuture().join();
    }

    @Override
    public CompletionStage<GetAccountResponse> getAccount(GetAccountRequest in, Metadata metadata) {
        reads.incrementAndGet();
        return onRead.apply(in, metadata);
    }

    @Override
    public Source<WatchAccountResponse, NotUsed> watchAccount(WatchAccountRequest in, Metadata metadata) {
        return onWatch.apply(in, metadata);
    }

    @Override
    public Source<PublishQuotesResponse, NotUsed> publishQuotes(
            Source<PublishQuotesRequest, NotUsed> in, Metadata metadata) {
        return in.map(batch -> PublishQuotesResponse.newBuilder()
                .setBatch(batch.getBatch())
                .setAccepted(batch.getQuotesCount())
                .build());
    }

    @Override
    public Source<WatchPricesResponse, NotUsed> watchPrices(WatchPricesRequest in, Metadata metadata) {
        return Source.empty();
    }

    @Override
    public CompletionStage<OpenAccountResponse> openAccount(OpenAccountRequest in, Metadata metadata) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<CloseAccountResponse> closeAccount(CloseAccountRequest in, Metadata metadata) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<DepositResponse> deposit(DepositRequest in, Metadata metadata) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<WithdrawResponse> withdraw(WithdrawRequest in, Metadata metadata) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<ExplainMarginResponse> explainMargin(ExplainMarginRequest in, Metadata metadata) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<SimulateMarginResponse> simulateMargin(SimulateMarginRequest in, Metadata metadata) {
        throw new UnsupportedOperationException();
    }
}
