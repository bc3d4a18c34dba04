package io.breakwater.node.grpc;

import io.breakwater.clearing.v1.OracleServicePowerApi;
import io.breakwater.clearing.v1.PublishQuotesRequest;
import io.breakwater.clearing.v1.PublishQuotesResponse;
import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.clearing.v1.WatchPricesRequest;
import io.breakwater.clearing.v1.WatchPricesResponse;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.oracle.Oracles;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.grpc.javadsl.Metadata;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Serves the oracle: quotes in, validated prices out. A batch is read when the one before it is acknowledged, so a source
 * that is faster than its aggregators is slowed down by its connection and nothing piles up here.
 */
final class OracleGrpcService implements OracleServicePowerApi {

    private final Oracles oracles;
    private final MarketBoard board;
    private final PriceBroadcast broadcast;
    private final GrpcSettings settings;

    OracleGrpcService(Oracles oracles, MarketBoard board, PriceBroadcast broadcast, GrpcSettings settings) {
        this.oracles = oracles;
        this.board = board;
        this.broadcast = broadcast;
        this.settings = settings;
    }

    @Override
    public Source<PublishQuotesResponse, NotUsed> publishQuotes(
            Source<PublishQuotesRequest, NotUsed> in, Metadata metadata) {
        return Calls.asCaller(
                metadata,
                "PublishQuotes",
                () -> in.statefulMapConcat(() -> {
                            String[] first = {null};
                            return batch -> {
                                first[0] = first[0] == null ? batch.getSource() : first[0];
                                Fields.require(
                                        batch.getSource().equals(first[0]),
                                        "source",
                                        batch.getSource(),
                                        "the same in every batch of a stream: " + first[0]);
                                return List.of(batch);
                            };
                        })
                        .mapAsync(1, this::publish));
    }

    private CompletionStage<PublishQuotesResponse> publish(PublishQuotesRequest request) {
        QuoteBatch batch = QuoteBatch.of(request, settings.mostQuotes());
        CompletionStage<QuoteBatch> done = CompletableFuture.completedFuture(batch);
        for (var entry : batch.byUnderlying().entrySet()) {
            done = done.thenCombine(oracles.publish(entry.getKey(), entry.getValue()), (told, receipt) -> {
                told.taken(entry.getKey(), receipt);
                return told;
            });
        }
        return done.thenApply(QuoteBatch::acknowledgement);
    }

    @Override
    public Source<WatchPricesResponse, NotUsed> watchPrices(WatchPricesRequest in, Metadata metadata) {
        return Calls.asCaller(metadata, "WatchPrices", () -> {
            for (String underlying : in.getUnderlyingsList()) {
                if (!board.newest().definitions().symbols().containsKey(underlying)) {
                    throw Refusals.refused(RefusalCode.MARKET_UNKNOWN, "underlying", underlying);
                }
            }
            return broadcast.prices(Set.copyOf(in.getUnderlyingsList()));
        });
    }
}
