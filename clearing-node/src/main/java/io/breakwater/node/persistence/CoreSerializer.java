package io.breakwater.node.persistence;

/**
 * Lets actors persist and send values of the core as they are: Pekko finds it by the bindings of {@code serialization.conf},
 * and it finds the message of a value in {@link WireTypes}.
 */
public final class CoreSerializer extends WireTypeSerializer {

    /** Beside every journal row and every message on the wire; never changes. */
    public static final int IDENTIFIER = 80_325;

    /** The serializer of the core. */
    public CoreSerializer() {
        super(IDENTIFIER, WireTypes.ALL);
    }
}
