package io.breakwater.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.core.ledger.Conservation;
import io.breakwater.core.money.Money;
import io.breakwater.node.risk.LagHistogram.Lag;
import io.breakwater.node.simulation.ReportJson;
import io.breakwater.node.simulation.SimulationReport;
import io.breakwater.node.simulation.Tally;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The report of a demo: that of a simulation, and what only real processes can tell. */
class DemoReportTest {

    private static final DemoReport REPORT = new DemoReport(
            emptyRun(),
            new DemoReport.Lags(new Lag(9, 1_250, 9_000, 30_000, 40_007), new Lag(9, 5_000, 41_999, 50_000, 1_000_000)),
            7,
            812,
            3,
            new Comparison(new Comparison.Counts(10, 1, 2), new Comparison.Counts(8, 0, 4)));

    @Test
    @DisplayName(
            "the JSON is that of simulate with the same keys in the same order, then lags, commands and comparison")
    void json() throws Exception {
        JsonNode tree = new ObjectMapper().readTree(REPORT.json());

        assertThat(tree.fieldNames())
                .toIterable()
                .startsWith(ReportJson.tree(REPORT.run()).properties().stream()
                        .map(field -> field.getKey())
                        .toArray(String[]::new))
                .endsWith("lag_ms", "unwatched_max", "commands_per_second", "slow_ticks", "comparison");
        assertThat(tree.at("/lag_ms/detection/p50").decimalValue()).isEqualByComparingTo("1.25");
        assertThat(tree.at("/lag_ms/decision/p99").decimalValue()).isEqualByComparingTo("41.999");
        assertThat(tree.at("/lag_ms/detection/max").decimalValue()).isEqualByComparingTo("40.007");
        assertThat(tree.at("/unwatched_max").asInt()).isEqualTo(7);
        assertThat(tree.at("/commands_per_second").asInt()).isEqualTo(812);
        assertThat(tree.at("/comparison/called/only_simulation").asInt()).isEqualTo(2);
        assertThat(tree.at("/comparison/liquidated/same").asInt()).isEqualTo(8);
    }

    private static SimulationReport emptyRun() {
        Conservation.Imbalance none = new Conservation.Imbalance(new TreeMap<>(), BigInteger.ZERO, new TreeMap<>());
        return new Tally().report(SmallSetups.oneMinute().setup(), new Tally.Ending(0, Money.ZERO, none));
    }

    @Test
    void theTableSaysTheSame() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        REPORT.write(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("decision lag ms         p50 5.000, p99 41.999, max 1000.000\n")
                .contains("called, simulation      same 10, only here 1, only there 2\n");
    }
}
