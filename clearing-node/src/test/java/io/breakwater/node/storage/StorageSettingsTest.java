package io.breakwater.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong storage setting is refused by its name before anything connects, and a right one reaches the driver. */
class StorageSettingsTest {

    @Test
    @DisplayName("contact points of one environment variable reach the driver as a list")
    void contactPoints() {
        Config config = configWith("contact-points", "cassandra-0.db:9042, [::1]:65535");

        StorageSettings settings = StorageSettings.of(config);

        assertThat(settings.appliedTo(config).getStringList("datastax-java-driver.basic.contact-points"))
                .containsExactly("cassandra-0.db:9042", "[::1]:65535");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "contact-points | host | host and must be host:port",
                "contact-points | host:65536 | host:65536 and must be host:port",
                "contact-points | host:0 | host:0 and must be host:port",
                "local-datacenter | dc'} | dc'} and must be 1 to 64 letters, digits, dots, dashes and underscores",
                "keyspace | Clearing | Clearing and must be a small letter and up to 47 small letters, digits and underscores",
                "replication-factor | 0 | 0 and must be 1 to 9",
                "replication-factor | 10 | 10 and must be 1 to 9",
            })
    @DisplayName("a wrong value is refused with its setting, itself and what is allowed")
    void refused(String setting, String value, String message) {
        Config config = configWith(setting, value);

        assertThatThrownBy(() -> StorageSettings.of(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("breakwater.storage." + setting + " is " + message);
    }

    @Test
    @DisplayName("48 characters of keyspace and 16 contact points are allowed, one more is not")
    void limits() {
        List<String> sixteen = Collections.nCopies(16, "host:9042");
        List<String> seventeen = Collections.nCopies(17, "host:9042");
        String longest = "k".repeat(48);

        assertThat(new StorageSettings(sixteen, "dc", longest, 9).keyspace()).isEqualTo(longest);
        assertThatThrownBy(() -> new StorageSettings(seventeen, "dc", longest, 9))
                .hasMessageEndingWith("must be 1 to 16 of host:port");
        assertThatThrownBy(() -> new StorageSettings(sixteen, "dc", longest + "k", 9))
                .hasMessageStartingWith("breakwater.storage.keyspace is kkk");
    }

    private static Config configWith(String setting, String value) {
        return ConfigFactory.parseMap(Collections.singletonMap("breakwater.storage." + setting, value))
                .withFallback(ConfigFactory.parseResources("storage.conf"))
                .resolve();
    }
}
