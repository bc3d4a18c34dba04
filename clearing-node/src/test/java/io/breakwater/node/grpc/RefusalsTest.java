package io.breakwater.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.grpc.Status;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.grpc.Trailers;
import org.apache.pekko.http.scaladsl.model.http2.PeerClosedStreamException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a failed call becomes, and what of it stands in the log. */
class RefusalsTest {

    private final ActorTestKit kit = ActorTestKit.create(ConfigFactory.parseString("pekko.actor.provider = local"));

    @AfterEach
    void close() {
        kit.shutdownTestKit();
    }

    @SuppressWarnings("deprecation")
    private Trailers of(Throwable failure) {
        try {
            return Refusals.mapper().apply(Adapter.toClassic(kit.system())).apply(failure);
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    @DisplayName("a client that cancels is no fault of the node: CANCELLED, and no error in the log")
    void cancelled() {
        Throwable cancel = new CompletionException(new PeerClosedStreamException(3, "CANCEL", 8));

        LoggingTestKit.error("fault")
                .withOccurrences(0)
                .expect(
                        kit.system(),
                        () -> assertThat(of(cancel).status().getCode()).isEqualTo(Status.Code.CANCELLED));
    }

    @Test
    @DisplayName("what nobody foresaw stands in the log, under the id that the caller gets")
    void unforeseen() {
        LoggingTestKit.error("fault")
                .withOccurrences(1)
                .expect(
                        kit.system(),
                        () -> assertThat(of(new IllegalStateException("surprise"))
                                        .status()
                                        .getCode())
                                .isEqualTo(Status.Code.INTERNAL));
    }
}
