package io.breakwater.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.breakwater.node.time.SystemClock;
import java.util.List;
import org.apache.pekko.actor.Address;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a node lives and whom it joins. */
class NodeSettingsTest {

    @Test
    void seedsAreAddressesOfTheCluster() {
        assertThat(with("10.0.0.1:25520, node-2:25521").seedAddresses())
                .containsExactly(
                        new Address("pekko", "breakwater", "10.0.0.1", 25520),
                        new Address("pekko", "breakwater", "node-2", 25521));
        assertThat(with("").seedAddresses()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"node 2:25520", "node-2", "node-2:port", ":25520"})
    void aSeedThatIsNoAddressIsNamed(String seed) {
        assertThatThrownBy(() -> with("10.0.0.1:25520," + seed).seedAddresses())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("breakwater.node.seeds: " + seed + " is no address; write host:port, separated by commas");
    }

    @Test
    @DisplayName("a node with a malformed seed leaves no actor system running")
    void nothingIsStarted() {
        try (SystemClock clock = new SystemClock()) {
            assertThatThrownBy(() -> ClearingNode.start(
                            ConfigFactory.parseString("""
                                            breakwater.node { cluster = malformed-seed, seeds = "node 2:25520", remoting-port = 0 }
                                            breakwater { grpc.port = 0, ops.port = 0 }
                                            """).withFallback(ConfigFactory.load()), clock, List.of()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("malformed-seed-"));
    }

    private static NodeSettings with(String seeds) {
        return NodeSettings.of(ConfigFactory.parseString("breakwater.node.seeds = \"" + seeds + "\"")
                .withFallback(ConfigFactory.load()));
    }
}
