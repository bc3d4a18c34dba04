package io.breakwater.node.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.node.risk.LagHistogram.Lag;
import io.breakwater.node.simulation.ReportJson;
import io.breakwater.node.simulation.ReportTable;
import io.breakwater.node.simulation.SimulationReport;
import java.io.PrintStream;
import java.math.BigDecimal;

/**
 * What happened in a demo: the report of a simulation, and what only real processes can tell.
 *
 * @param run as a simulation reports it
 * @param lags how long the node took
 * @param unwatchedMax the most accounts at once that nobody watched
 * @param commandsPerSecond client commands answered in a second while the accounts were brought to life
 * @param slowTicks ticks that the node did not see and answer for in time
 * @param comparison with the simulation of the same input
 */
public record DemoReport(
        SimulationReport run,
        Lags lags,
        int unwatchedMax,
        long commandsPerSecond,
        long slowTicks,
        Comparison comparison) {

    /**
     * Lags of the node, in the machine's time.
     *
     * @param detection from a price accepted to the nomination it caused
     * @param decision from a price accepted to the durable change of health it caused
     */
    public record Lags(Lag detection, Lag decision) {}

    /** The report as JSON: that of a simulation, then the rest. */
    public String json() {
        ObjectNode root = ReportJson.tree(run);
        ObjectNode lag = root.putObject("lag_ms");
        put(lag.putObject("detection"), lags.detection());
        put(lag.putObject("decision"), lags.decision());
        root.put("unwatched_max", unwatchedMax);
        root.put("commands_per_second", commandsPerSecond);
        root.put("slow_ticks", slowTicks);
        ObjectNode compared = root.putObject("comparison");
        put(compared.putObject("called"), comparison.called());
        put(compared.putObject("liquidated"), comparison.liquidated());
        return ReportJson.text(root);
    }

    private static void put(ObjectNode node, Lag lag) {
        node.put("p50", millis(lag.p50Micros()))
                .put("p99", millis(lag.p99Micros()))
                .put("max", millis(lag.maxMicros()));
    }

    private static void put(ObjectNode node, Comparison.Counts counts) {
        node.put("same", counts.same())
                .put("only_demo", counts.onlyDemo())
                .put("only_simulation", counts.onlySimulation());
    }

    /** The report as a table. */
    public void write(PrintStream out) {
        ReportTable table = new ReportTable(out);
        table.write(run);
        table.row("detection lag ms", text(lags.detection()));
        table.row("decision lag ms", text(lags.decision()));
        table.row("unwatched at most", unwatchedMax);
        table.row("commands a second", commandsPerSecond);
        table.row("slow ticks", slowTicks);
        table.row("called, simulation", text(comparison.called()));
        table.row("liquidated, simulation", text(comparison.liquidated()));
    }

    private static String text(Lag lag) {
        return "p50 " + millis(lag.p50Micros()) + ", p99 " + millis(lag.p99Micros()) + ", max "
                + millis(lag.maxMicros());
    }

    private static String text(Comparison.Counts counts) {
        return "same " + counts.same() + ", only here " + counts.onlyDemo() + ", only there " + counts.onlySimulation();
    }

    /** Milliseconds with their thousandths. */
    private static BigDecimal millis(long micros) {
        return BigDecimal.valueOf(micros, 3);
    }
}
