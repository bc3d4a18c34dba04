package io.breakwater.node.simulation;

import io.breakwater.node.simulation.SimulationReport.Input;
import io.breakwater.node.simulation.SimulationReport.PaidBy;
import java.io.PrintStream;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Writes a report as a table for a terminal: one fact a line. */
public final class ReportTable {

    private static final int LABEL_WIDTH = 24;

    private final PrintStream out;

    /** A table on a stream. */
    public ReportTable(PrintStream out) {
        this.out = out;
    }

    /** Writes all lines. */
    public void write(SimulationReport report) {
        row("input", input(report.input()));
        row("policy", report.policy());
        row("simulated", duration(report.simulatedMillis()));
        row("quotes", report.quotes());
        report.prices().forEach((symbol, byState) -> row("prices " + symbol, counts(byState)));
        row("accounts", report.accounts());
        row("margin calls", report.marginCalls() + ", cured " + report.curedCalls());
        row(
                "liquidations",
                report.liquidations().started() + ": partial "
                        + report.liquidations().partial() + ", full "
                        + report.liquidations().full() + ", backstop "
                        + report.liquidations().backstop() + ", open "
                        + report.liquidations().open());
        row("liquidated notional", report.liquidatedNotional());
        row(
                "slices",
                "keepers " + report.slices().keepers() + ", backstop "
                        + report.slices().backstop());
        row("bad debt", report.badDebt());
        writePaidBy(report.paidBy());
        report.deleveragedQuantity().forEach((symbol, quantity) -> row("deleveraged " + symbol, quantity));
        report.overshoot()
                .forEach((symbol, apart) ->
                        row("overshoot " + symbol, "below " + apart.below() + ", above " + apart.above()));
        report.wronglyLiquidated().ifPresent(count -> row("wrongly liquidated", count));
        row("restored after", duration(report.restoreTimeMillis()));
        row("conservation", conservation(report));
        row("parameters", ReportJson.note(report));
    }

    private void writePaidBy(PaidBy paid) {
        row("paid by accounts", paid.account());
        row("paid by symbol funds", paid.symbolFund());
        row("paid by global fund", paid.globalFund());
        row("paid by tranche", paid.tranche());
        row("paid by deleveraging", paid.deleveraging());
        row("paid by haircut", paid.haircut());
        row("unpaid", paid.unpaid());
    }

    /** Writes one fact. */
    public void row(String label, Object value) {
        out.print(label + " ".repeat(Math.max(1, LABEL_WIDTH - label.length())) + value + "\n");
    }

    private static String input(Input input) {
        String played = input.files().isEmpty() ? "generated crash" : String.join(" ", input.files());
        return played + ", seed " + input.seed();
    }

    private static String counts(SortedMap<?, Long> byState) {
        return byState.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String conservation(SimulationReport report) {
        return "positions " + balance(report.conservation().positions()) + ", cash "
                + balance(report.conservation().cash());
    }

    private static String balance(boolean holds) {
        return holds ? "balance" : "BROKEN";
    }

    /** Hours, minutes and seconds with thousandths. */
    static String duration(long millis) {
        long seconds = millis / 1_000;
        return seconds / 3_600 + "h " + seconds / 60 % 60 + "m " + seconds % 60 + "." + thousandths(millis % 1_000)
                + "s";
    }

    private static String thousandths(long millis) {
        return Long.toString(1_000 + millis).substring(1);
    }
}
