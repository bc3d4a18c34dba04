package io.breakwater.node.persistence;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.time.DateTimeException;
import java.util.function.Function;

/**
 * How values of one type of the core become bytes and back. The bytes of equal values are equal.
 *
 * @param manifest names type and version beside the bytes; never used again for anything else
 * @param type of the core; sealed when one message holds the whole family
 * @param write a value to its message
 * @param parser of the message
 * @param read a message to its value
 * @param <T> of the core
 * @param <M> its message
 */
public record WireType<T, M extends MessageLite>(
        String manifest, Class<T> type, Function<T, M> write, Parser<M> parser, Function<M, T> read) {

    /** A value as bytes. */
    public byte[] toBytes(T value) {
        return write.apply(value).toByteArray();
    }

    /**
     * The value of bytes.
     *
     * @throws UnreadableMessageException when they are not a message of this type, a part is missing or unknown, or the
     *     parts contradict each other
     */
    public T fromBytes(byte[] bytes) {
        try {
            return read.apply(parser.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new UnreadableMessageException(type.getSimpleName(), "is not a message: " + e.getMessage(), e);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw new UnreadableMessageException(type.getSimpleName(), "contradicts itself: " + e.getMessage(), e);
        }
    }
}
