package io.breakwater.node.persistence;

import com.google.protobuf.MessageLite;
import java.io.NotSerializableException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Lets actors persist and send the values of a table of wire types. A part of the node that has values of its own extends
 * it with its table; what is in no table is refused by its name.
 */
public abstract class WireTypeSerializer extends SerializerWithStringManifest {

    private final int identifier;
    private final Map<String, WireType<?, ?>> byManifest = new HashMap<>();
    private final Map<Class<?>, WireType<?, ?>> byClass = new HashMap<>();

    /**
     * The serializer of a table.
     *
     * @param identifier beside every journal row and every message on the wire; never changes
     * @param types no two of them with the same manifest or the same class
     */
    protected WireTypeSerializer(int identifier, List<WireType<?, ?>> types) {
        this.identifier = identifier;
        for (WireType<?, ?> type : types) {
            byManifest.put(type.manifest(), type);
            addClasses(type.type(), type);
        }
    }

    private void addClasses(Class<?> type, WireType<?, ?> wireType) {
        byClass.put(type, wireType);
        if (type.isSealed()) {
            for (Class<?> member : type.getPermittedSubclasses()) {
                addClasses(member, wireType);
            }
        }
    }

    /** How values of a class are written, if they are. */
    final Optional<WireType<?, ?>> of(Class<?> type) {
        return Optional.ofNullable(byClass.get(type));
    }

    @Override
    public final int identifier() {
        return identifier;
    }

    @Override
    public final String manifest(Object value) {
        return typeOf(value).manifest();
    }

    @Override
    public final byte[] toBinary(Object value) {
        return toBytes(typeOf(value), value);
    }

    private static <T, M extends MessageLite> byte[] toBytes(WireType<T, M> type, Object value) {
        return type.toBytes(type.type().cast(value));
    }

    private WireType<?, ?> typeOf(Object value) {
        return of(value.getClass())
                .orElseThrow(() -> new IllegalArgumentException(
                        "no wire type for " + value.getClass().getName()));
    }

    /**
     * The value of bytes.
     *
     * @throws NotSerializableException when the manifest is not known here, such as one of a newer version
     * @throws UnreadableMessageException when the bytes are not what the manifest says
     */
    @Override
    public final Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        WireType<?, ?> type = byManifest.get(manifest);
        if (type == null) {
            throw new NotSerializableException("unknown manifest '" + manifest + "' of serializer " + identifier);
        }
        return type.fromBytes(bytes);
    }
}
