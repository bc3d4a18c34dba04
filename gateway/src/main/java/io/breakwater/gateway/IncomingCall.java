package io.breakwater.gateway;

import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.contract.CallMetadata;
import io.breakwater.contract.RefusalStatus;
import io.grpc.CallOptions;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/**
 * Who calls, and by when the answer is due: what travels to the node beside the message. The caller is taken at its word;
 * the gateway stands where that word will be proven.
 *
 * @param caller identity
 * @param deadline when the call is over; absent for a stream without one
 */
record IncomingCall(String caller, Optional<Deadline> deadline) {

    private static final Pattern CALLER = Pattern.compile("[!-~]{1,100}");
    private static final Pattern TIMEOUT = Pattern.compile("([0-9]{1,8})([HMSmun])");

    /**
     * Reads the metadata of a call.
     *
     * @throws org.apache.pekko.grpc.GrpcServiceException when it does not say who calls, or a header breaks its rule
     */
    static IncomingCall of(HttpRequest request, Rpc rpc, GatewaySettings settings) {
        requirePlain(request);
        String caller = header(request, CallMetadata.CALLER).orElse("");
        if (!CALLER.matcher(caller).matches()) {
            throw RefusalStatus.exception(RefusalStatus.refusal(
                    RefusalCode.UNAUTHENTICATED,
                    "header",
                    CallMetadata.CALLER,
                    "needs",
                    "1 to 100 printable ASCII characters without a space"));
        }
        Optional<Duration> asked = header(request, "grpc-timeout").map(IncomingCall::timeout);
        return new IncomingCall(caller, time(asked, rpc, settings).map(IncomingCall::deadline));
    }

    private static Optional<Duration> time(Optional<Duration> asked, Rpc rpc, GatewaySettings settings) {
        if (rpc.isStream()) {
            return asked;
        }
        Duration time = asked.orElse(settings.defaultDeadline());
        return Optional.of(time.compareTo(settings.maxDeadline()) > 0 ? settings.maxDeadline() : time);
    }

    private static Deadline deadline(Duration time) {
        return Deadline.after(TimeUnit.NANOSECONDS.convert(time), TimeUnit.NANOSECONDS);
    }

    /** As how a node is called for it. */
    CallOptions options() {
        return deadline.map(CallOptions.DEFAULT::withDeadline).orElse(CallOptions.DEFAULT);
    }

    /** Time that is left, in nanoseconds; without a deadline there is no end to it. */
    long nanosLeft() {
        return deadline.map(due -> due.timeRemaining(TimeUnit.NANOSECONDS)).orElse(Long.MAX_VALUE);
    }

    boolean isOver() {
        return deadline.map(Deadline::isExpired).orElse(false);
    }

    /** A compressed message may be far longer than what was received of it, so none is taken. */
    private static void requirePlain(HttpRequest request) {
        String encoding = header(request, "grpc-encoding").orElse("identity");
        if (!encoding.equals("identity")) {
            throw RefusalStatus.exception(RefusalStatus.fieldInvalid("grpc-encoding", encoding, "identity"));
        }
    }

    private static Duration timeout(String text) {
        Matcher matcher = TIMEOUT.matcher(text);
        if (!matcher.matches()) {
            throw RefusalStatus.exception(
                    RefusalStatus.fieldInvalid("grpc-timeout", text, "1 to 8 digits and one of H, M, S, m, u, n"));
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "H" -> Duration.ofHours(amount);
            case "M" -> Duration.ofMinutes(amount);
            case "S" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMillis(amount);
            case "u" -> Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(amount));
            default -> Duration.ofNanos(amount);
        };
    }

    private static Optional<String> header(HttpRequest request, String name) {
        return request.getHeader(name).map(HttpHeader::value);
    }
}
