package io.breakwater.gateway;

import io.breakwater.clearing.v1.Refusal;
import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.contract.RefusalStatus;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.grpc.GrpcServiceException;
import org.apache.pekko.grpc.Trailers;
import org.apache.pekko.http.impl.engine.http2.Http2StreamHandling;
import org.apache.pekko.http.scaladsl.model.http2.PeerClosedStreamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how a call failed, to the caller: a node's refusal goes on unchanged, and what failed on the way to a node is given
 * a refusal of its own, so that no failure is without details.
 */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** As pekko-grpc asks for it. */
    @SuppressWarnings("deprecation")
    static org.apache.pekko.japi.Function<ActorSystem, org.apache.pekko.japi.Function<Throwable, Trailers>> mapper() {
        return system -> Failures::trailers;
    }

    /** The gRPC status of a failure; UNKNOWN when it has none. */
    static Status.Code code(Throwable failure) {
        return cause(failure) instanceof StatusRuntimeException status
                ? status.getStatus().getCode()
                : Status.Code.UNKNOWN;
    }

    static GrpcServiceException unavailable(String why) {
        return RefusalStatus.exception(RefusalStatus.refusal(RefusalCode.NODE_UNAVAILABLE, "why", why));
    }

    static GrpcServiceException overloaded(String what, int atMost) {
        return RefusalStatus.exception(RefusalStatus.refusal(RefusalCode.OVERLOADED, "more than", atMost, "of", what));
    }

    private static Trailers trailers(Throwable failure) {
        Throwable cause = cause(failure);
        GrpcServiceException answer =
                RefusalStatus.of(cause).map(RefusalStatus::exception).orElseGet(() -> explained(cause));
        return new Trailers(answer.getStatus(), answer.getMetadata());
    }

    private static GrpcServiceException explained(Throwable cause) {
        if (cause instanceof StatusException checked) {
            return new GrpcServiceException(checked.getStatus());
        }
        if (isGone(cause)) {
            LOG.debug("the caller left: {}", cause.getMessage());
            return new GrpcServiceException(Status.CANCELLED.withDescription("the caller left"));
        }
        if (cause instanceof TimeoutException) {
            return refused(RefusalCode.DEADLINE, "the request has not arrived in time");
        }
        if (!(cause instanceof StatusRuntimeException failure)) {
            return fault(cause);
        }
        String why = String.valueOf(failure.getStatus().getDescription());
        return switch (failure.getStatus().getCode()) {
            case UNAVAILABLE -> refused(RefusalCode.NODE_UNAVAILABLE, why);
            case DEADLINE_EXCEEDED -> refused(RefusalCode.DEADLINE, why);
            case RESOURCE_EXHAUSTED -> refused(RefusalCode.OVERLOADED, why);
            case UNKNOWN, INTERNAL -> fault(failure);
            default -> new GrpcServiceException(failure.getStatus());
        };
    }

    /** Whether the caller has reset its call, or its connection has ended: neither is a fault, and nobody hears the answer. */
    private static boolean isGone(Throwable cause) {
        return cause instanceof PeerClosedStreamException
                || cause == Http2StreamHandling.ConnectionWasAbortedException();
    }

    private static GrpcServiceException refused(RefusalCode code, String why) {
        Refusal refusal = RefusalStatus.refusal(code, "why", why);
        return RefusalStatus.exception(refusal);
    }

    private static GrpcServiceException fault(Throwable cause) {
        String id = UUID.randomUUID().toString();
        LOG.error("fault {}", id, cause);
        return RefusalStatus.exception(RefusalStatus.refusal(RefusalCode.INTERNAL_FAULT, "fault", id));
    }

    private static Throwable cause(Throwable failure) {
        boolean isWrapper = failure instanceof CompletionException || failure instanceof ExecutionException;
        return isWrapper && failure.getCause() != null ? cause(failure.getCause()) : failure;
    }
}
