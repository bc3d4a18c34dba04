package io.breakwater.node.storage;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives a test class a keyspace of its own in the one Cassandra of the whole build.
 *
 * <p>{@code @RegisterExtension static final CassandraForTests CASSANDRA = new CassandraForTests();} and then
 * {@link #config()} for an actor system. The first test of a build that needs it starts the Cassandra
 * ({@link SharedCassandra}); when it cannot be started the tests fail with the reason.
 */
public final class CassandraForTests implements BeforeAllCallback {

    private static final AtomicInteger KEYSPACES = new AtomicInteger();
    private static final int NAME_CHARACTERS = 20;

    private StorageSettings settings;

    @Override
    public void beforeAll(ExtensionContext context) {
        int port = SharedCassandra.cqlPort();
        settings = StorageSettings.of(ConfigFactory.parseString("breakwater.storage {contact-points = \"127.0.0.1:"
                        + port + "\", keyspace = " + newKeyspace(context.getRequiredTestClass()) + "}")
                .withFallback(ConfigFactory.parseResources("storage.conf"))
                .resolve());
    }

    /** Contact point, data center and the keyspace of this test class. */
    public StorageSettings settings() {
        return settings;
    }

    /**
     * What an actor system of this test class persists with: journal and snapshots in the keyspace of the class, whose
     * tables appear with the first use. It is no member of a cluster. Not resolved against Pekko's defaults: put it before
     * {@code ConfigFactory.load()}.
     */
    public Config config() {
        Config own = ConfigFactory.parseString("""
                breakwater.storage.keyspace = %s
                pekko.actor.provider = local
                pekko.actor.allow-java-serialization = off
                pekko.persistence.cassandra {
                  journal { keyspace-autocreate = on, tables-autocreate = on }
                  snapshot { keyspace-autocreate = on, tables-autocreate = on }
                }
                datastax-java-driver.advanced.netty {
                  io-group.shutdown.quiet-period = 0
                  admin-group.shutdown.quiet-period = 0
                }
                """.formatted(settings.keyspace()));
        return settings.appliedTo(
                own.withFallback(ConfigFactory.parseResources("storage.conf")).resolve());
    }

    /** What a whole node runs with in this test class: free ports, and answers of its parts may take a minute. */
    public Config nodeConfig() {
        return settings.appliedTo(ConfigFactory.parseString("""
                breakwater {
                  node.remoting-port = 0
                  grpc { port = 0, ask-timeout-millis = 60000 }
                  ops.port = 0
                  account.ask-timeout = 60 s
                  market.ask-timeout = 60 s
                  oracle.ask-timeout = 60 s
                }
                """).withFallback(ConfigFactory.load()));
    }

    /** Unique among the test classes and JVMs of a build: Cassandra allows 48 characters. */
    private static String newKeyspace(Class<?> test) {
        String name = test.getSimpleName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return "t_" + name.substring(0, Math.min(NAME_CHARACTERS, name.length())) + "_"
                + ProcessHandle.current().pid() + "_" + KEYSPACES.incrementAndGet();
    }
}
