package io.breakwater.node.storage;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Creates the keyspace, the tables of the journal and the index of accounts, once, before nodes start.
 *
 * <p>The statements are the resources {@code journal-schema.cql}, those that pekko-persistence-cassandra documents for
 * the features {@code storage.conf} uses, and our own: {@code account-index-schema.cql} and {@code coordinator-term-schema.cql}.
 * Nodes do not create them on their own ({@code tables-autocreate = off}), because a schema changed from several places
 * at once may end in two versions of one table.
 */
public final class CassandraSchema {

    private static final List<String> RESOURCES =
            List.of("/journal-schema.cql", "/account-index-schema.cql", "/coordinator-term-schema.cql");
    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(30);

    private CassandraSchema() {}

    /**
     * Creates what is missing and changes nothing that is there; blocks until the Cassandra nodes agree.
     *
     * @throws com.datastax.oss.driver.api.core.DriverException when no contact point answers, or a statement fails
     */
    public static void create(StorageSettings settings) {
        DriverConfigLoader config = DriverConfigLoader.programmaticBuilder()
                .withStringList(DefaultDriverOption.CONTACT_POINTS, settings.contactPoints())
                .withString(DefaultDriverOption.LOAD_BALANCING_LOCAL_DATACENTER, settings.localDatacenter())
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, LONGEST_STATEMENT)
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .build();
        try (CqlSession session = CqlSession.builder().withConfigLoader(config).build()) {
            statements(settings).forEach(text -> session.execute(SimpleStatement.newInstance(text)));
            if (!session.checkSchemaAgreement()) {
                throw new IllegalStateException("the Cassandra nodes do not agree on the schema of "
                        + settings.keyspace() + "; run this step again when all of them are up");
            }
        }
    }

    /** The statements in order, for an operator who runs them by hand. */
    public static List<String> statements(StorageSettings settings) {
        String filled = text().replace("${keyspace}", settings.keyspace())
                .replace("${datacenter}", settings.localDatacenter())
                .replace("${copies}", Integer.toString(settings.replicationFactor()));
        String withoutComments = String.join(
                "\n", filled.lines().filter(line -> !line.startsWith("--")).toList());
        return Arrays.stream(withoutComments.split(";"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private static String text() {
        return RESOURCES.stream().map(CassandraSchema::text).collect(Collectors.joining("\n"));
    }

    private static String text(String resource) {
        try (InputStream bytes = CassandraSchema.class.getResourceAsStream(resource)) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
