package io.breakwater.gateway;

import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.contract.RefusalStatus;
import java.util.List;
import org.apache.pekko.NotUsed;
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

    private FrameBound(int maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    /** Passes the bytes of a request through while none of its messages is too long. */
    static Flow<ByteString, ByteString, NotUsed> of(int maxMessageBytes) {
        return Flow.of(ByteString.class).statefulMapConcat(() -> {
            FrameBound bound = new FrameBound(maxMessageBytes);
            return bytes -> {
                bound.check(bytes);
                return List.of(bytes);
            };
        });
    }

    private void check(ByteString bytes) {
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
                requireFit();
            }
            if (headerSeen == HEADER_BYTES && left == 0) {
                headerSeen = 0;
            }
        }
    }

    private void requireFit() {
        if (headerSeen == HEADER_BYTES && left > maxMessageBytes) {
            throw RefusalStatus.exception(
                    RefusalStatus.refusal(RefusalCode.OVERLOADED, "message bytes", left, "at most", maxMessageBytes));
        }
    }
}
