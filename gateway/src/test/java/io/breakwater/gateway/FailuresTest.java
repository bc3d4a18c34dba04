package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.grpc.Trailers;
import org.apache.pekko.http.impl.engine.http2.Http2StreamHandling;
import org.apache.pekko.http.scaladsl.model.http2.PeerClosedStreamException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a failed call becomes, and what of it stands in the log. */
class FailuresTest {

    private final ActorTestKit kit = ActorTestKit.create(GatewayWorld.config());

    @AfterEach
    void end() {
        kit.shutdownTestKit();
    }

    @SuppressWarnings("deprecation")
    private Status.Code code(Throwable failure) {
        try {
            Trailers trailers =
                    Failures.mapper().apply(Adapter.toClassic(kit.system())).apply(failure);
            return trailers.status().getCode();
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }

    private void logged(int faults, Throwable failure, Status.Code code) {
        LoggingTestKit.error("fault")
                .withOccurrences(faults)
                .expect(kit.system(), () -> assertThat(code(failure)).isEqualTo(code));
    }

    @Test
    void clientThatCancelsIsNoFault() {
        logged(0, new CompletionException(new PeerClosedStreamException(3, "CANCEL", 8)), Status.Code.CANCELLED);
    }

    @Test
    void clientWhoseConnectionBreaksIsNoFault() {
        logged(0, Http2StreamHandling.ConnectionWasAbortedException(), Status.Code.CANCELLED);
    }

    @Test
    void whatNobodyForesawStandsInTheLog() {
        logged(1, new IllegalStateException("surprise"), Status.Code.INTERNAL);
    }
}
