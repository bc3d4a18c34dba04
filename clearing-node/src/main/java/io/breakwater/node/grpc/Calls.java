package io.breakwater.node.grpc;

import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.contract.CallMetadata;
import io.breakwater.contract.RefusalStatus;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.grpc.javadsl.Metadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Executes a call for whoever makes it: who that is stands in the log, and the time they gave bounds the wait. When it is
 * over the outcome is not known, as the refusal says.
 */
final class Calls {

    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
    private static final Pattern TIMEOUT = Pattern.compile("([0-9]{1,8})([HMSmun])");
    private static final String MDC_CALLER = "caller";

    private Calls() {}

    /** The answer of a call, or the failure that its deadline makes of it. */
    static <T> CompletionStage<T> answer(Metadata metadata, String what, Supplier<CompletionStage<T>> work) {
        CompletionStage<T> answer = asCaller(metadata, what, work);
        return timeoutNanos(metadata)
                .map(nanos -> answer.thenApply(Function.<T>identity())
                        .toCompletableFuture()
                        .orTimeout(nanos, TimeUnit.NANOSECONDS)
                        .minimalCompletionStage())
                .orElse(answer);
    }

    /** Something done under the caller's name. */
    static <T> T asCaller(Metadata metadata, String what, Supplier<T> work) {
        String caller = metadata.getText(CallMetadata.CALLER).orElse("");
        if (caller.isBlank()) {
            throw RefusalStatus.exception(
                    RefusalStatus.refusal(RefusalCode.UNAUTHENTICATED, "header", CallMetadata.CALLER));
        }
        MDC.put(MDC_CALLER, caller);
        try {
            LOG.debug("{} by {}", what, caller);
            return work.get();
        } finally {
            MDC.remove(MDC_CALLER);
        }
    }

    /** The time a call was given, if it was given any and a sane one. */
    private static Optional<Long> timeoutNanos(Metadata metadata) {
        return metadata.getText("grpc-timeout")
                .map(TIMEOUT::matcher)
                .filter(Matcher::matches)
                .map(parts -> unit(parts.group(2)).toNanos(Long.parseLong(parts.group(1))));
    }

    private static TimeUnit unit(String letter) {
        return switch (letter) {
            case "H" -> TimeUnit.HOURS;
            case "M" -> TimeUnit.MINUTES;
            case "S" -> TimeUnit.SECONDS;
            case "m" -> TimeUnit.MILLISECONDS;
            case "u" -> TimeUnit.MICROSECONDS;
            default -> TimeUnit.NANOSECONDS;
        };
    }
}
