package io.breakwater.node.demo;

import io.breakwater.clearing.v1.OracleServiceClient;
import io.breakwater.clearing.v1.PublishQuotesRequest;
import io.breakwater.clearing.v1.PublishQuotesResponse;
import io.breakwater.clearing.v1.Quote;
import io.breakwater.node.local.GatewayClients;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.QueueOfferResult;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** The quotes of one source on their way to the gateway: a stream of batches, each acknowledged. */
final class QuoteStream implements AutoCloseable {

    private static final int MOST_UNACKNOWLEDGED = 16;

    private final String source;
    private final BoundedSourceQueue<PublishQuotesRequest> queue;
    private final Map<Long, CompletableFuture<PublishQuotesResponse>> waiting = new ConcurrentHashMap<>();
    private final AtomicReference<Throwable> ended = new AtomicReference<>();
    private long batch;

    private QuoteStream(String source, BoundedSourceQueue<PublishQuotesRequest> queue) {
        this.source = source;
        this.queue = queue;
    }

    /** Opens the stream of a source. */
    static QuoteStream open(String source, OracleServiceClient oracle, Materializer materializer) {
        var materialized =
                Source.<PublishQuotesRequest>queue(MOST_UNACKNOWLEDGED).preMaterialize(materializer);
        QuoteStream stream = new QuoteStream(source, materialized.first());
        GatewayClients.stream(oracle.publishQuotes())
                .invoke(materialized.second())
                .runWith(Sink.foreach(stream::acknowledged), materializer)
                .whenComplete((done, failure) -> stream.end(
                        failure == null ? new IllegalStateException("the stream of " + source + " ended") : failure));
        return stream;
    }

    private void acknowledged(PublishQuotesResponse response) {
        CompletableFuture<PublishQuotesResponse> sent = waiting.remove(response.getBatch());
        if (sent != null) {
            sent.complete(response);
        }
    }

    private void end(Throwable reason) {
        ended.compareAndSet(null, reason);
        waiting.values().forEach(sent -> sent.completeExceptionally(reason));
    }

    /** Sends a batch; one thread at a time. The stage fails when the stream has ended or is full. */
    CompletionStage<PublishQuotesResponse> publish(List<Quote> quotes) {
        long number = ++batch;
        CompletableFuture<PublishQuotesResponse> sent = new CompletableFuture<>();
        waiting.put(number, sent);
        QueueOfferResult offered = queue.offer(PublishQuotesRequest.newBuilder()
                .setSource(source)
                .setBatch(number)
                .addAllQuotes(quotes)
                .build());
        if (ended.get() != null) {
            sent.completeExceptionally(ended.get());
        } else if (!offered.isEnqueued()) {
            sent.completeExceptionally(new IllegalStateException("the stream of " + source + " takes no more"));
        }
        return sent;
    }

    /** A stream that has ended already has nothing to close. */
    @Override
    public void close() {
        if (ended.get() == null) {
            queue.complete();
        }
    }
}
