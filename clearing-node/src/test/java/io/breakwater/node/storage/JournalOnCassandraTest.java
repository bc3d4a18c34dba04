package io.breakwater.node.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.persistence.cassandra.KeyspaceAndTableStatements;
import org.apache.pekko.persistence.cassandra.PluginSettings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Journal plugin, driver and Cassandra work together, with tables made by the plugin and with those of our schema. */
class JournalOnCassandraTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final CassandraForTests CASSANDRA = new CassandraForTests();

    @Test
    @DisplayName("events and a snapshot are read back by another actor system")
    void recovery() {
        Config config = CASSANDRA.config().withFallback(ConfigFactory.load());

        assertThat(wordsAfter(config, "one", "two", "three")).containsExactly("one", "two", "three");
        assertThat(wordsAfter(config, "four")).containsExactly("one", "two", "three", "four");
    }

    @Test
    @DisplayName("the schema made once is the one the plugin asks for, and enough for a node that creates nothing")
    void schemaMadeOnce() {
        StorageSettings settings = new StorageSettings(
                CASSANDRA.settings().contactPoints(),
                CASSANDRA.settings().localDatacenter(),
                CASSANDRA.settings().keyspace() + "_once",
                1);
        Config config = settings.appliedTo(ConfigFactory.parseString(
                        "pekko.actor.provider = local, breakwater.storage.keyspace = " + settings.keyspace())
                .withFallback(ConfigFactory.parseResources("storage.conf"))
                .withFallback(ConfigFactory.load())
                .resolve());

        CassandraSchema.create(settings);
        CassandraSchema.create(settings);

        assertThat(wordsAfter(config, "five", "six")).containsExactly("five", "six");
        List<String> plugins = tablesOf(thePluginsStatements(config));
        List<String> ours = tablesOf(CassandraSchema.statements(settings)).stream()
                .filter(table -> !table.contains(".account_index(") && !table.contains(".coordinator_term("))
                .toList();
        assertThat(plugins).containsAll(ours);
        assertThat(plugins.stream().filter(table -> !ours.contains(table)))
                .extracting(table -> table.replaceAll(".*EXISTS\\w+\\.(\\w+)\\(.*", "$1"))
                .containsExactly("tag_views", "tag_write_progress", "tag_scanning", "all_persistence_ids");
    }

    private static List<String> wordsAfter(Config config, String... said) {
        ActorTestKit kit = ActorTestKit.create("journal-on-cassandra", config);
        try {
            TestProbe<WordList.Words> probe = kit.createTestProbe();
            ActorRef<WordList.Command> list = kit.spawn(WordList.create());
            WordList.Words words = new WordList.Words(List.of());
            for (String word : said) {
                list.tell(new WordList.Say(word, probe.ref()));
                words = probe.receiveMessage(PATIENCE);
            }
            return words.words();
        } finally {
            kit.shutdownTestKit();
        }
    }

    private static List<String> thePluginsStatements(Config config) {
        ActorTestKit kit = ActorTestKit.create("statements", config);
        try {
            KeyspaceAndTableStatements statements = new KeyspaceAndTableStatements(
                    kit.system(), "pekko.persistence.cassandra", PluginSettings.apply(Adapter.toClassic(kit.system())));
            List<String> tables = new ArrayList<>(statements.getCreateJournalTablesStatements());
            tables.addAll(statements.getCreateSnapshotTablesStatements());
            return tables;
        } finally {
            kit.shutdownTestKit();
        }
    }

    /** The table statements alone, without white space and without what Cassandra takes anyway when it is not said. */
    private static List<String> tablesOf(List<String> statements) {
        return statements.stream()
                .map(text ->
                        text.replaceAll("\\s+", "").replaceAll("('class':'SizeTieredCompactionStrategy')[^}]*", "$1"))
                .filter(text -> text.startsWith("CREATETABLE"))
                .toList();
    }
}
