package io.breakwater.node.grpc;

import io.breakwater.clearing.v1.Refusal;
import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.contract.RefusalStatus;
import io.breakwater.core.money.ValueOverflowException;
import io.breakwater.node.cli.margin.RefusedRequestException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.grpc.GrpcServiceException;
import org.apache.pekko.grpc.Trailers;
import org.apache.pekko.http.scaladsl.model.http2.PeerClosedStreamException;
import org.apache.pekko.pattern.AskTimeoutException;
import org.apache.pekko.stream.BufferOverflowException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a status with a refusal of every way in which a call can fail. The refusals of the law keep their code and their
 * numbers; a fault that nobody foresaw is logged under an id that the caller gets.
 */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private Refusals() {}

    /** As pekko-grpc asks for it. */
    @SuppressWarnings("deprecation")
    static org.apache.pekko.japi.Function<ActorSystem, org.apache.pekko.japi.Function<Throwable, Trailers>> mapper() {
        return system -> failure -> {
            GrpcServiceException status = status(cause(failure));
            return new Trailers(status.getStatus(), status.getMetadata());
        };
    }

    /** A refusal of the law in the words of the contract. */
    static Refusal message(io.breakwater.core.account.Refusal refusal) {
        Object[] figures = refusal.figures().stream()
                .flatMap(figure -> java.util.stream.Stream.of(figure.name(), figure.value()))
                .toArray();
        return RefusalStatus.refusal(RefusalCode.valueOf(refusal.code().name()), figures);
    }

    static GrpcServiceException exception(io.breakwater.core.account.Refusal refusal) {
        return RefusalStatus.exception(message(refusal));
    }

    static GrpcServiceException refused(RefusalCode code, Object... namesAndValues) {
        return RefusalStatus.exception(RefusalStatus.refusal(code, namesAndValues));
    }

    private static GrpcServiceException status(Throwable cause) {
        if (cause instanceof GrpcServiceException refused) {
            return refused;
        }
        if (cause instanceof AskTimeoutException) {
            return refused(RefusalCode.NODE_UNAVAILABLE, "why", "no answer in time");
        }
        if (cause instanceof TimeoutException) {
            return refused(RefusalCode.DEADLINE);
        }
        if (cause instanceof BufferOverflowException) {
            return refused(RefusalCode.OVERLOADED, "why", "the watcher cannot keep up");
        }
        if (cause instanceof ValueOverflowException) {
            return refused(RefusalCode.VALUE_OVERFLOW, "what", cause.getMessage());
        }
        if (cause instanceof PeerClosedStreamException gone) {
            LOG.debug("the caller left: {}", gone.getMessage());
            return new GrpcServiceException(Status.CANCELLED.withDescription("the caller left"));
        }
        if (cause instanceof RefusedRequestException field) {
            return RefusalStatus.exception(RefusalStatus.fieldInvalid(field.path(), "", field.problem()));
        }
        return fault(cause);
    }

    private static GrpcServiceException fault(Throwable cause) {
        if (cause instanceof StatusRuntimeException known) {
            return new GrpcServiceException(known.getStatus());
        }
        String id = UUID.randomUUID().toString();
        LOG.error("fault {}", id, cause);
        return refused(RefusalCode.INTERNAL_FAULT, "fault", id);
    }

    private static Throwable cause(Throwable failure) {
        boolean isWrapper = failure instanceof CompletionException || failure instanceof ExecutionException;
        return isWrapper && failure.getCause() != null ? cause(failure.getCause()) : failure;
    }
}
