package io.breakwater.node.account;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import java.io.NotSerializableException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Carries what is said to accounts, and to the lists of busy ones, between nodes, and what those lists make durable. The
 * messages are those of {@code breakwater.journal.v1}; the parts of the core are written by its own codecs.
 */
public final class AccountProtocolSerializer extends SerializerWithStringManifest {

    /** Beside every message on the wire and every row of a list; never changes. */
    public static final int IDENTIFIER = 80_326;

    private final Map<Class<?>, Form<?>> byClass;
    private final Map<String, Form<?>> byManifest;

    /**
     * How one type is written and read.
     *
     * @param manifest names type and version; never used again for anything else
     * @param type written
     * @param write a value to its message
     * @param read bytes to a value
     * @param <T> the type
     */
    record Form<T>(String manifest, Class<T> type, Function<T, MessageLite> write, Reader<T> read) {

        /** Reads bytes. */
        interface Reader<T> {
            T read(byte[] bytes) throws InvalidProtocolBufferException;
        }

        byte[] bytes(Object value) {
            return write.apply(type.cast(value)).toByteArray();
        }
    }

    /** Made by Pekko, as the configuration says. */
    public AccountProtocolSerializer(ExtendedActorSystem system) {
        ActorRefResolver references = ActorRefResolver.get(Adapter.toTyped(system));
        var forms = AccountProtocolForms.all(references);
        byClass = forms.stream().collect(Collectors.toUnmodifiableMap(Form::type, form -> form));
        byManifest = forms.stream().collect(Collectors.toUnmodifiableMap(Form::manifest, form -> form));
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object value) {
        return formOf(value).manifest();
    }

    @Override
    public byte[] toBinary(Object value) {
        return formOf(value).bytes(value);
    }

    private Form<?> formOf(Object value) {
        Form<?> form = byClass.get(value.getClass());
        if (form == null) {
            throw new IllegalArgumentException(value.getClass().getName() + " does not travel between nodes");
        }
        return form;
    }

    /**
     * The value of bytes.
     *
     * @throws NotSerializableException when the manifest is not known here, or the bytes are not what it says
     */
    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        Form<?> form = byManifest.get(manifest);
        if (form == null) {
            throw new NotSerializableException("unknown manifest '" + manifest + "' of serializer " + IDENTIFIER);
        }
        try {
            return form.read().read(bytes);
        } catch (InvalidProtocolBufferException unreadable) {
            throw new NotSerializableException(manifest + " is not a message: " + unreadable.getMessage());
        }
    }
}
