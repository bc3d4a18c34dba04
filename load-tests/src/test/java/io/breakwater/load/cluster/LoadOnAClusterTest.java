package io.breakwater.load.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.load.driver.LoadDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The load driver as an operator runs it, on a real cluster: every command booked, three rows a trade, all figures there. */
class LoadOnAClusterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(240);

    @RegisterExtension
    static final ClusterForTests CLUSTER = new ClusterForTests();

    @TempDir
    private Path directory;

    @Test
    @DisplayName(
            "a trade is three rows of the journal and a deposit is one; each process and each comparison is measured")
    void load() throws IOException {
        JsonNode report = measured();

        JsonNode kinds = report.at("/open_loop/kinds");
        assertThat(kinds.at("/trade/by_code/OK").asLong()).isEqualTo(80);
        assertThat(kinds.at("/deposit/by_code/OK").asLong()).isEqualTo(20);
        assertThat(kinds.at("/trade/by_code").size())
                .describedAs(kinds.toString())
                .isEqualTo(1);
        assertThat(report.at("/rows_per_command/trade").asDouble()).isEqualTo(3.0);
        assertThat(report.at("/rows_per_command/deposit").asDouble()).isEqualTo(1.0);
        for (String process : List.of("node", "gateway", "driver")) {
            assertThat(report.at("/open_loop/cpu_micros_per_command/" + process).asDouble())
                    .describedAs(process)
                    .isPositive();
        }
        assertThat(report.at("/saturated"))
                .hasSize(4)
                .allMatch(stage -> stage.at("/achieved_per_second").asDouble() > 0);
        assertThat(report.at("/ratios")).hasSize(3);
        assertThat(report.at("/event_bytes").asInt()).isPositive();
    }

    /** In a process of its own, as the settings of the journal come from its environment. */
    private JsonNode measured() throws IOException {
        Path json = directory.resolve("load.json");
        try (JavaProcess driver = JavaProcess.start(
                "driver",
                List.of(Path.of(System.getProperty("java.class.path"))),
                LoadDriver.class.getName(),
                Map.of(
                        "BREAKWATER_CASSANDRA_CONTACT_POINTS",
                        String.join(",", CLUSTER.storage().contactPoints()),
                        "BREAKWATER_CASSANDRA_KEYSPACE",
                        CLUSTER.storage().keyspace()),
                directory,
                "--gateway",
                CLUSTER.gatewayAddress(),
                "--rate",
                "20",
                "--seconds",
                "5",
                "--warm-up-seconds",
                "5",
                "--saturation-seconds",
                "3",
                "--accounts",
                "20",
                "--in-flight",
                "100",
                "--deadline-millis",
                "60000",
                "--node-pid",
                Long.toString(CLUSTER.nodePid()),
                "--gateway-pid",
                Long.toString(CLUSTER.gatewayPid()),
                "--json",
                json.toString())) {
            int exitCode = Await.until("the end of the run", PATIENCE, driver::exitCode);
            assertThat(exitCode).describedAs(driver.lastLines()).isZero();
            assertThat(json).exists();
            return new ObjectMapper().readTree(Files.readString(json));
        }
    }
}
