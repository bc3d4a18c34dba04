package io.breakwater.node.persistence;

import java.util.EnumMap;
import java.util.Map;

/**
 * Pairs the constants of an enum of the core with those of its message by name: {@code LIVE} is {@code FEED_STATE_LIVE}.
 *
 * @param <C> of the core
 * @param <W> of the message
 */
public final class EnumMapping<C extends Enum<C>, W extends Enum<W>> {

    private final Map<C, W> written;
    private final Map<W, C> read;

    private EnumMapping(Map<C, W> written, Map<W, C> read) {
        this.written = written;
        this.read = read;
    }

    /**
     * Pairs all constants of {@code core}.
     *
     * @throws IllegalArgumentException when one of them is not in the message
     */
    public static <C extends Enum<C>, W extends Enum<W>> EnumMapping<C, W> byName(
            Class<C> core, Class<W> wire, String prefix) {
        EnumMap<C, W> written = new EnumMap<>(core);
        EnumMap<W, C> read = new EnumMap<>(wire);
        for (C constant : core.getEnumConstants()) {
            W paired = Enum.valueOf(wire, prefix + constant.name());
            written.put(constant, paired);
            read.put(paired, constant);
        }
        return new EnumMapping<>(written, read);
    }

    /** The message's constant. */
    public W write(C constant) {
        return written.get(constant);
    }

    /**
     * The constant of a message's.
     *
     * @throws UnreadableMessageException when it is not set or not known
     */
    public C read(W wire, String field) {
        C constant = read.get(wire);
        if (constant == null) {
            throw new UnreadableMessageException(field, "is missing or not known here: " + wire);
        }
        return constant;
    }
}
