package io.breakwater.node.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process of the gateway, which can be stopped from its first moment on. */
class GatewayProcessTest {

    private static final int PATIENCE_SECONDS = 30;
    private static final InetSocketAddress NODE = new InetSocketAddress("127.0.0.1", 1);

    @TempDir
    private Path root;

    @BeforeEach
    void aGatewayThatIsNone() throws IOException {
        Files.createFile(Files.createDirectories(root.resolve("gateway/target")).resolve("gateway-0.jar"));
    }

    @Test
    @DisplayName("a gateway that does not listen yet is stopped with the cluster, and whoever waits for it hears so")
    void stoppedWhileItStarts() throws Exception {
        RunningParts parts = new RunningParts(what -> {});
        GatewayProcess gateway = parts.start("the gateway", () -> spawn(neverBegins()));
        assertThatThrownBy(() -> gateway.onExit().get(1, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

        parts.close();

        gateway.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(gateway.handle().isAlive()).isFalse();
        assertThatThrownBy(gateway::awaitListening)
                .isInstanceOf(LocalClusterException.class)
                .hasMessageStartingWith("the gateway ended with exit code 143: ");
    }

    @Test
    @DisplayName("a gateway that dies at its start is reported in one line with the last of its log")
    void diesAtItsStart() {
        GatewayProcess gateway = spawn(List.of());

        assertThatThrownBy(gateway::awaitListening)
                .isInstanceOf(LocalClusterException.class)
                .hasMessageStartingWith("the gateway ended with exit code 1: ")
                .hasMessageContaining("GatewayMain")
                .hasMessageEndingWith("see " + root.resolve("gateway.log"))
                .message()
                .hasLineCount(1);
    }

    /** A JVM that waits for a file to be removed before it loads anything. */
    private List<String> neverBegins() {
        return List.of(
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+PauseAtStartup",
                "-XX:PauseAtStartupFile=" + root.resolve("paused"));
    }

    private GatewayProcess spawn(List<String> jvmOptions) {
        return GatewayProcess.spawn(
                root, root.resolve("gateway.log"), Ports.free().gateway(), NODE, jvmOptions);
    }
}
