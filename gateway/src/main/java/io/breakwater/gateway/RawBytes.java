package io.breakwater.gateway;

import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.pekko.grpc.ProtobufSerializer;
import org.apache.pekko.util.ByteString;

/** Passes messages through as they are: the gateway forwards bytes, and need not know what they say. */
enum RawBytes implements ProtobufSerializer<ByteString>, MethodDescriptor.Marshaller<ByteString> {
    /** The one instance. */
    INSTANCE;

    @Override
    public ByteString serialize(ByteString message) {
        return message;
    }

    @Override
    public ByteString deserialize(ByteString bytes) {
        return bytes;
    }

    @Override
    public ByteString deserialize(InputStream stream) {
        return parse(stream);
    }

    @Override
    public InputStream stream(ByteString message) {
        return new ByteArrayInputStream(message.toArrayUnsafe());
    }

    @Override
    public ByteString parse(InputStream stream) {
        try {
            return ByteString.fromArrayUnsafe(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
