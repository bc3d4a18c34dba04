package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.clearing.v1.GetAccountRequest;
import io.breakwater.clearing.v1.GetAccountResponse;
import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.contract.CallMetadata;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that begins a unary call and does not finish sending it holds neither room nor memory for long. */
class UnfinishedRequestTest {

    private static final String READ = "AccountService/GetAccount";

    private final GatewayWorld world = new GatewayWorld();

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void unfinishedRequestEndsWithItsDeadlineAndGivesItsRoomBack() {
        StubNode node = world.nodeBehindGateway("max-unary-in-flight = 1, default-deadline-millis = 300");

        var unfinished = begun(world.client("mallory"));

        assertThat(GatewayWorld.refusal(unfinished.end(), Status.Code.DEADLINE_EXCEEDED)
                        .getCode())
                .isEqualTo(RefusalCode.DEADLINE);
        assertThat(world.read("acct-1").getAccount().getAccountId()).isEqualTo("acct-1");
        assertThat(node.reads).hasValue(1);
    }

    @Test
    void longDeadlineOfAnUnfinishedRequestIsCutToTheLongest() {
        world.nodeBehindGateway("default-deadline-millis = 200, max-deadline-millis = 400");

        assertThat(unfinished("1H"))
                .as("the gateway stops reading what never ends")
                .succeedsWithin(GatewayWorld.PATIENCE);
    }

    /** A call of which the gateway hears that it begins, and no more. */
    private static GatewayWorld.Heard<GetAccountResponse> begun(PlainClient client) {
        ClientCall<GetAccountRequest, GetAccountResponse> call =
                client.stream(READ, GetAccountRequest.getDefaultInstance(), GetAccountResponse.getDefaultInstance());
        GatewayWorld.Heard<GetAccountResponse> heard = new GatewayWorld.Heard<>();
        call.start(heard, new Metadata());
        call.request(1);
        return heard;
    }

    /** Sends three bytes of a header of five and leaves it there, whatever is answered; done when nobody reads it. */
    private CompletableFuture<Done> unfinished(String timeout) {
        CompletableFuture<Done> ended = new CompletableFuture<>();
        Source<ByteString, ?> bytes = Source.single(ByteString.fromArray(new byte[3]))
                .concat(Source.maybe())
                .watchTermination((used, done) -> {
                    done.whenComplete((finished, failure) -> ended.complete(Done.getInstance()));
                    return used;
                });
        HttpRequest request = HttpRequest.POST("/breakwater.clearing.v1." + READ)
                .addHeader(RawHeader.create("te", "trailers"))
                .addHeader(RawHeader.create("grpc-timeout", timeout))
                .addHeader(RawHeader.create(CallMetadata.CALLER, "mallory"))
                .withEntity(HttpEntities.createChunked(ContentTypes.parse("application/grpc+proto"), bytes));
        world.http(request);
        return ended;
    }
}
