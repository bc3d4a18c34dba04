package io.breakwater.node.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.node.simulation.SimulationReport.PaidBy;

/**
 * Writes a report as JSON: snake_case keys in one fixed order, decimals as strings so that no reader rounds them, counts
 * and times as numbers, line feeds on every platform.
 */
public final class ReportJson {

    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ReportJson() {}

    /** The report as text that ends with a line feed. */
    public static String text(SimulationReport report) {
        return text(tree(report));
    }

    /** A tree as text that ends with a line feed. */
    public static String text(ObjectNode tree) {
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withArrayIndenter(INDENT).withObjectIndenter(INDENT);
        try {
            return MAPPER.writer(printer).writeValueAsString(tree) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers cannot fail to be written", e);
        }
    }

    /** The report as a tree. */
    public static ObjectNode tree(SimulationReport report) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        putInput(root, report);
        root.put("policy", report.policy());
        root.put("quotes", report.quotes());
        putPrices(root.putObject("prices"), report);
        root.put("accounts", report.accounts());
        root.put("margin_calls", report.marginCalls());
        root.put("cured_calls", report.curedCalls());
        putLiquidations(root, report);
        root.put("bad_debt", report.badDebt().toString());
        putPaidBy(root.putObject("paid_by"), report.paidBy());
        ObjectNode deleveraged = root.putObject("deleveraged_quantity");
        report.deleveragedQuantity().forEach((symbol, quantity) -> deleveraged.put(symbol, quantity.toString()));
        ObjectNode overshoot = root.putObject("overshoot");
        report.overshoot()
                .forEach((symbol, apart) -> overshoot
                        .putObject(symbol)
                        .put("below", apart.below().toString())
                        .put("above", apart.above().toString()));
        report.wronglyLiquidated().ifPresent(count -> root.put("wrongly_liquidated", count));
        root.putObject("conservation")
                .put("positions", report.conservation().positions())
                .put("cash", report.conservation().cash());
        root.put("restore_time_ms", report.restoreTimeMillis());
        root.put("simulated_ms", report.simulatedMillis());
        root.put("parameters_note", note(report));
        return root;
    }

    private static void putInput(ObjectNode root, SimulationReport report) {
        if (!report.input().files().isEmpty()) {
            report.input().files().forEach(root.putArray("files")::add);
        }
        root.put("seed", report.input().seed());
    }

    private static void putPrices(ObjectNode prices, SimulationReport report) {
        report.prices().forEach((symbol, byState) -> {
            ObjectNode states = prices.putObject(symbol);
            byState.forEach((state, count) -> states.put(state.name(), count));
        });
    }

    private static void putLiquidations(ObjectNode root, SimulationReport report) {
        root.putObject("liquidations")
                .put("started", report.liquidations().started())
                .put("partial", report.liquidations().partial())
                .put("full", report.liquidations().full())
                .put("backstop", report.liquidations().backstop())
                .put("open", report.liquidations().open());
        root.put("liquidated_notional", report.liquidatedNotional().toString());
        root.putObject("slices")
                .put("keepers", report.slices().keepers())
                .put("backstop", report.slices().backstop());
    }

    private static void putPaidBy(ObjectNode paidBy, PaidBy paid) {
        paidBy.put("account", paid.account().toString())
                .put("symbol_fund", paid.symbolFund().toString())
                .put("global_fund", paid.globalFund().toString())
                .put("tranche", paid.tranche().toString())
                .put("deleveraging", paid.deleveraging().toString())
                .put("haircut", paid.haircut().toString())
                .put("unpaid", paid.unpaid().toString());
    }

    /** A sentence about assumed parameters, the same in JSON and in the table. */
    static String note(SimulationReport report) {
        return report.onSolTiers().isEmpty()
                ? "every underlying has parameters of its own"
                : "without parameters of their own, so on the tiers of SOL with a lot and a tick fit for the price: "
                        + String.join(", ", report.onSolTiers());
    }
}
