package io.breakwater.node.persistence;

import java.io.NotSerializableException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Lets actors persist and send values of the core as they are: Pekko finds it by the bindings of {@code serialization.conf},
 * and it finds the message of a value in {@link WireTypes}.
 */
public final class CoreSerializer extends SerializerWithStringManifest {

    /** Beside every journal row and every message on the wire; never changes. */
    public static final int IDENTIFIER = 80_325;

    private static final Map<String, WireType<?, ?>> BY_MANIFEST = new HashMap<>();
    private static final Map<Class<?>, WireType<?, ?>> BY_CLASS = new HashMap<>();

    static {
        for (WireType<?, ?> type : WireTypes.ALL) {
            BY_MANIFEST.put(type.manifest(), type);
            addClasses(type.type(), type);
        }
    }

    private static void addClasses(Class<?> type, WireType<?, ?> wireType) {
        BY_CLASS.put(type, wireType);
        if (type.isSealed()) {
            for (Class<?> member : type.getPermittedSubclasses()) {
                addClasses(member, wireType);
            }
        }
    }

    /** How values of a class are written, if they are. */
    static Optional<WireType<?, ?>> of(Class<?> type) {
        return Optional.ofNullable(BY_CLASS.get(type));
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object value) {
        return typeOf(value).manifest();
    }

    @Override
    public byte[] toBinary(Object value) {
        return toBytes(typeOf(value), value);
    }

    private static <T> byte[] toBytes(WireType<T, ?> type, Object value) {
        return type.toBytes(type.type().cast(value));
    }

    private static WireType<?, ?> typeOf(Object value) {
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
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        WireType<?, ?> type = BY_MANIFEST.get(manifest);
        if (type == null) {
            throw new NotSerializableException("unknown manifest '" + manifest + "' of serializer " + IDENTIFIER);
        }
        return type.fromBytes(bytes);
    }
}
