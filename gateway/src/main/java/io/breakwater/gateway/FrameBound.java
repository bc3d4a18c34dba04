package io.breakwater.gateway;

import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.contract.RefusalStatus;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pekko.NotUsed;
import org.apache.pekko.grpc.GrpcServiceException;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/**
 * Refuses a message that is longer than the bound as soon as its length is known, before its bytes are collected. A gRPC
 * message travels as one byte of flags, four of length, and its bytes.
 */
final class FrameBound {

    private static final int HEADER_BYTES = 5;

    private final int maxMessageBytes;
    private int headerSeen;
    private long left;
    private boolean isOver;

    private FrameBound(int maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    /** Passes the bytes of a request through while none of its messages is too long, and fails then. */
    static Flow<ByteString, ByteString, NotUsed> failing(int maxMessageBytes) {
        return of(maxMessageBytes, tooLong -> {
            throw tooLong;
        });
    }

    /**
     * Passes the bytes of a request through while none of its messages is too long; then it tells so once and takes the rest
     * away, since a request that is cancelled before its answer takes the answer with it.
     */
    static Flow<ByteString, ByteString, NotUsed> of(int maxMessageBytes, Consumer<GrpcServiceException> tooLong) {
        return Flow.of(ByteString.class).statefulMapConcat(() -> {
            FrameBound bound = new FrameBound(maxMessageBytes);
            return bytes -> bound.passed(bytes, tooLong);
        });
    }

    private List<ByteString> passed(ByteString bytes, Consumer<GrpcServiceException> tooLong) {
        if (isOver) {
            return List.of();
        }
        long longest = longest(bytes);
        if (longest <= maxMessageBytes) {
            return List.of(bytes);
        }
        isOver = true;
        tooLong.accept(RefusalStatus.exception(
                RefusalStatus.refusal(RefusalCode.OVERLOADED, "message bytes", longest, "at most", maxMessageBytes)));
        return List.of();
    }

    /** The length of the longest message that begins in these bytes, 0 when none does. */
    private long longest(ByteString bytes) {
        long longest = 0;
        int at = 0;
        while (at < bytes.length()) {
            if (headerSeen == HEADER_BYTES) {
                int skipped = (int) Math.min(left, bytes.length() - at);
                left -= skipped;
                at += skipped;
            } else {
                left = headerSeen == 0 ? 0 : left << Byte.SIZE | bytes.apply(at) & 0xff;
                headerSeen++;
                at++;
                longest = headerSeen == HEADER_BYTES ? Math.max(longest, left) : longest;
            }
            if (headerSeen == HEADER_BYTES && left == 0) {
                headerSeen = 0;
            }
        }
        return longest;
    }
}
