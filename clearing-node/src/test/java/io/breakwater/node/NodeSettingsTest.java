package io.breakwater.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.breakwater.node.time.SystemClock;
import java.util.List;
import org.apache.pekko.actor.Address;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that cannot be where it is told to be, or join whom it is told to join, does not start. */
class NodeSettingsTest {

    private static NodeSettings with(String setting, Object value) {
        return NodeSettings.of(ConfigFactory.parseString("breakwater.node." + setting + " = \"" + value + "\"")
                .withFallback(ConfigFactory.load()));
    }

    @ParameterizedTest(name = "{0}: {1} to {2}")
    @DisplayName("a number below its least value or above its highest is refused by its name, these two are not")
    @CsvSource({"remoting-port, 0, 65535", "start-timeout-seconds, 1, 3600"})
    void ranges(String setting, long least, long most) {
        for (long value : new long[] {least, most}) {
            assertThatCode(() -> with(setting, value)).doesNotThrowAnyException();
        }
        for (long value : new long[] {least - 1, most + 1}) {
            assertThatThrownBy(() -> with(setting, value))
                    .hasMessage(
                            "breakwater.node." + setting + " is " + value + " and must be " + least + " to " + most);
        }
    }

    @ParameterizedTest
    @DisplayName("a seed is host:port, and nothing else is")
    @ValueSource(strings = {"node-1", "node-1:", ":25520", "node-1:65536", "pekko://breakwater@node-1:25520"})
    void seeds(String seed) {
        assertThatThrownBy(() -> with("seeds", "node-0:65535, " + seed))
                .hasMessage("breakwater.node.seeds is " + seed + " and must be host:port");
    }

    @Test
    @DisplayName("seeds are as many as are given, and may be none")
    void someSeeds() {
        assertThat(with("seeds", "node-0:65535, 10.0.0.1:25520, [::1]:25520").seeds())
                .containsExactly("node-0:65535", "10.0.0.1:25520", "[::1]:25520");
        assertThat(with("seeds", "").seeds()).isEmpty();
    }

    @Test
    @DisplayName("the name of a cluster is one that an actor system may have; a host has a name")
    void names() {
        assertThat(with("cluster", "clearing-2_b").cluster()).isEqualTo("clearing-2_b");
        assertThatThrownBy(() -> with("cluster", "-clearing"))
                .hasMessageStartingWith("breakwater.node.cluster is -clearing");
        assertThatThrownBy(() -> with("host", "")).hasMessageStartingWith("breakwater.node.host is ");
    }

    @Test
    @DisplayName("seeds are addresses of the cluster that the node belongs to")
    void seedsAreAddresses() {
        assertThat(with("seeds", "10.0.0.1:25520, node-2:25521").seedAddresses())
                .containsExactly(
                        new Address("pekko", "breakwater", "10.0.0.1", 25520),
                        new Address("pekko", "breakwater", "node-2", 25521));
    }

    @Test
    @DisplayName("a node with a malformed seed leaves no actor system running")
    void nothingIsStarted() {
        Config malformed = ConfigFactory.parseString("""
                        breakwater.node { cluster = malformed-seed, seeds = "node 2:25520", remoting-port = 0 }
                        breakwater { grpc.port = 0, ops.port = 0 }
                        """).withFallback(ConfigFactory.load());
        try (SystemClock clock = new SystemClock()) {
            assertThatThrownBy(() -> ClearingNode.start(malformed, clock, List.of()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("malformed-seed-"));
    }
}
