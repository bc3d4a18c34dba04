package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.breakwater.clearing.v1.Account;
import io.breakwater.clearing.v1.PublishQuotesRequest;
import io.breakwater.clearing.v1.PublishQuotesResponse;
import io.breakwater.clearing.v1.Quote;
import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.clearing.v1.WatchAccountRequest;
import io.breakwater.clearing.v1.WatchAccountResponse;
import io.grpc.ClientCall;
import io.grpc.Status;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamForwardingTest {

    private static final int ALL = 1_000_000;

    private final GatewayWorld world = new GatewayWorld();

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void streamArrivesInOrderAndEndsWell() throws InterruptedException {
        StubNode node = world.nodeBehindGateway("");
        node.onWatch = (request, metadata) -> Source.range(1, 3).map(StreamForwardingTest::update);
        var call = watch();
        var heard = GatewayWorld.start(call, WatchAccountRequest.getDefaultInstance(), ALL);
        call.halfClose();

        assertThat(heard.next().getVersion()).isEqualTo(1);
        assertThat(heard.next().getVersion()).isEqualTo(2);
        assertThat(heard.next().getVersion()).isEqualTo(3);
        assertThat(heard.end().getStatus().getCode()).isEqualTo(Status.Code.OK);
    }

    @Test
    void streamBothWaysIsAcknowledgedBatchByBatch() throws InterruptedException {
        world.nodeBehindGateway("");
        PublishQuotesRequest first = batch(1);
        ClientCall<PublishQuotesRequest, PublishQuotesResponse> call =
                stream("OracleService/PublishQuotes", first, PublishQuotesResponse.getDefaultInstance());
        var heard = GatewayWorld.start(call, first, ALL);

        assertThat(heard.next().getBatch()).isEqualTo(1);
        call.sendMessage(batch(2));
        assertThat(heard.next().getBatch()).isEqualTo(2);
        call.halfClose();
        assertThat(heard.end().getStatus().getCode()).isEqualTo(Status.Code.OK);
    }

    @Test
    void clientThatLeavesIsNoticedByTheNode() throws InterruptedException {
        StubNode node = world.nodeBehindGateway("");
        CompletableFuture<Done> left = new CompletableFuture<>();
        node.onWatch = (request, metadata) -> Source.single(1)
                .concat(Source.maybe())
                .map(StreamForwardingTest::update)
                .watchTermination((used, done) -> {
                    done.whenComplete((ended, failure) -> left.complete(Done.getInstance()));
                    return NotUsed.getInstance();
                });
        var call = watch();
        var heard = GatewayWorld.start(call, WatchAccountRequest.getDefaultInstance(), ALL);
        call.halfClose();
        heard.next();

        assertThat(left).isNotDone();
        call.cancel("enough", null);

        assertThat(left.orTimeout(GatewayWorld.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .join())
                .isNotNull();
    }

    @Test
    void slowClientSlowsTheNodeDownAndFillsNothing() throws InterruptedException {
        StubNode node = world.nodeBehindGateway("");
        AtomicLong made = new AtomicLong();
        byte[] noise = new byte[5_000];
        new Random(7).nextBytes(noise);
        String filler = HexFormat.of().formatHex(noise);
        node.onWatch = (request, metadata) -> Source.repeat(filler).map(text -> {
            made.incrementAndGet();
            return WatchAccountResponse.newBuilder()
                    .setSnapshot(Account.newBuilder().setAccountId(text))
                    .build();
        });
        var call = watch();
        var heard = GatewayWorld.start(call, WatchAccountRequest.getDefaultInstance(), 1);
        call.halfClose();
        heard.next();

        long[] before = {-1};
        AtomicLong quietRounds = new AtomicLong();
        GatewayWorld.await("the node stops, or has made 50 MB", () -> {
            long now = made.get();
            quietRounds.set(now == before[0] ? quietRounds.get() + 1 : 0);
            before[0] = now;
            return quietRounds.get() > 20 || now > 5_000;
        });
        assertThat(made.get()).isLessThan(1_000);
        call.cancel("enough", null);
    }

    @Test
    void oneStreamMoreThanTheBoundIsRefusedAndRoomIsGivenBack() throws InterruptedException {
        StubNode node = world.nodeBehindGateway("max-streams = 1");
        node.onWatch =
                (request, metadata) -> Source.single(1).concat(Source.maybe()).map(StreamForwardingTest::update);
        var first = watch();
        GatewayWorld.start(first, WatchAccountRequest.getDefaultInstance(), ALL).next();

        var second = watch();
        var refused = GatewayWorld.start(second, WatchAccountRequest.getDefaultInstance(), ALL);
        assertThat(GatewayWorld.refusal(refused.end(), Status.Code.RESOURCE_EXHAUSTED)
                        .getCode())
                .isEqualTo(RefusalCode.OVERLOADED);

        first.cancel("enough", null);
        GatewayWorld.await("room for another", () -> {
            var third = watch();
            var heard = GatewayWorld.start(third, WatchAccountRequest.getDefaultInstance(), ALL);
            GatewayWorld.await("an answer", () -> !heard.messages.isEmpty() || heard.end.isDone());
            boolean isWatching = !heard.messages.isEmpty();
            third.cancel("enough", null);
            return isWatching;
        });
    }

    @Test
    void longMessageWithinAStreamEndsItWithAClearStatus() throws InterruptedException {
        world.nodeBehindGateway("max-message-bytes = 1000");
        PublishQuotesRequest first = batch(1);
        ClientCall<PublishQuotesRequest, PublishQuotesResponse> call =
                stream("OracleService/PublishQuotes", first, PublishQuotesResponse.getDefaultInstance());
        var heard = GatewayWorld.start(call, first, ALL);
        heard.next();

        call.sendMessage(
                PublishQuotesRequest.newBuilder().setSource("x".repeat(2_000)).build());

        assertThat(GatewayWorld.refusal(heard.end(), Status.Code.RESOURCE_EXHAUSTED)
                        .getCode())
                .isEqualTo(RefusalCode.OVERLOADED);
    }

    private static WatchAccountResponse update(int version) {
        return WatchAccountResponse.newBuilder().setVersion(version).build();
    }

    private static PublishQuotesRequest batch(long number) {
        return PublishQuotesRequest.newBuilder()
                .setSource("venue")
                .setBatch(number)
                .addQuotes(Quote.newBuilder().setUnderlying("BTC"))
                .build();
    }

    private ClientCall<WatchAccountRequest, WatchAccountResponse> watch() {
        return stream(
                "AccountService/WatchAccount",
                WatchAccountRequest.getDefaultInstance(),
                WatchAccountResponse.getDefaultInstance());
    }

    private <I extends Message, O extends Message> ClientCall<I, O> stream(String path, I request, O response) {
        return world.client("alice").stream(path, request, response);
    }
}
