package io.breakwater.gateway;

import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.breakwater.clearing.v1.IdempotencyKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pekko.util.ByteString;

/**
 * What the gateway must know of a method to forward it, read from the contract's descriptors.
 *
 * @param path of its HTTP request
 * @param isStream whether either side sends more than one message
 * @param isRepeatable whether sending it again does no more than sending it once: it changes nothing, as its option
 *     says, or its request carries an idempotency key
 * @param wire how a node is called
 */
record Rpc(String path, boolean isStream, boolean isRepeatable, io.grpc.MethodDescriptor<ByteString, ByteString> wire) {

    /** The methods of all services of these files, by path. */
    static Map<String, Rpc> table(Collection<FileDescriptor> files) {
        Map<String, Rpc> table = new LinkedHashMap<>();
        for (FileDescriptor file : files) {
            for (ServiceDescriptor service : file.getServices()) {
                service.getMethods().stream().map(Rpc::of).forEach(rpc -> table.put(rpc.path(), rpc));
            }
        }
        return Map.copyOf(table);
    }

    private static Rpc of(MethodDescriptor method) {
        String name = method.getService().getFullName() + "/" + method.getName();
        boolean isStream = method.isClientStreaming() || method.isServerStreaming();
        var wire = io.grpc.MethodDescriptor.newBuilder(RawBytes.INSTANCE, RawBytes.INSTANCE)
                .setType(
                        isStream
                                ? io.grpc.MethodDescriptor.MethodType.BIDI_STREAMING
                                : io.grpc.MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(name)
                .build();
        return new Rpc("/" + name, isStream, isReadOnly(method) || hasKey(method), wire);
    }

    private static boolean isReadOnly(MethodDescriptor method) {
        return method.getOptions().getIdempotencyLevel() == IdempotencyLevel.NO_SIDE_EFFECTS;
    }

    private static boolean hasKey(MethodDescriptor method) {
        return method.getInputType().getFields().stream()
                .anyMatch(field -> field.getName().equals("idempotency_key")
                        && field.getMessageType().equals(IdempotencyKey.getDescriptor()));
    }
}
