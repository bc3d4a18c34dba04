package io.breakwater.node.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ports of a cluster on this machine. */
class PortsTest {

    @Test
    void freePortsDiffer() {
        Ports ports = Ports.free();

        assertThat(Set.of(
                        ports.cql(),
                        ports.cassandraStorage(),
                        ports.remoting(),
                        ports.node(),
                        ports.ops(),
                        ports.gateway()))
                .hasSize(6);
    }

    @Test
    @DisplayName("a port in use is named, with whose it is and the variable that changes it")
    void inUse() throws IOException {
        Ports free = Ports.free();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports clashing = new Ports(
                    free.cql(),
                    free.cassandraStorage(),
                    free.remoting(),
                    free.node(),
                    free.ops(),
                    taken.getLocalPort());

            assertThatThrownBy(clashing::requireFree)
                    .isInstanceOf(LocalClusterException.class)
                    .hasMessage(
                            "the gateway's port " + taken.getLocalPort()
                                    + " of 127.0.0.1 is in use; stop its user or choose another one with BREAKWATER_GATEWAY_PORT");
        }
        assertThatCode(free::requireFree).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "a port", "99999999999"})
    void aSettingThatIsNoPortIsNamed(String value) {
        Config config = ConfigFactory.parseString("breakwater.local-gateway.port = \"" + value + "\"")
                .withFallback(ConfigFactory.load());

        assertThatThrownBy(() -> Ports.of(config))
                .isInstanceOf(LocalClusterException.class)
                .hasMessage("breakwater.local-gateway.port is " + value + " and must be from 1 to 65535");
    }
}
