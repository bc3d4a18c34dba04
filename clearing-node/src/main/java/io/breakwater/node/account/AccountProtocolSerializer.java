package io.breakwater.node.account;

import io.breakwater.node.persistence.WireTypeSerializer;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/**
 * Carries what is said to accounts, and to the lists of busy ones, between nodes, and what those lists make durable. The
 * messages are those of {@code breakwater.journal.v1}; the parts of the core are written by its own codecs.
 */
public final class AccountProtocolSerializer extends WireTypeSerializer {

    /** Beside every message on the wire and every row of a list; never changes. */
    public static final int IDENTIFIER = 80_326;

    /** Made by Pekko, as the configuration says. */
    public AccountProtocolSerializer(ExtendedActorSystem system) {
        super(IDENTIFIER, AccountProtocolForms.all(ActorRefResolver.get(Adapter.toTyped(system))));
    }
}
