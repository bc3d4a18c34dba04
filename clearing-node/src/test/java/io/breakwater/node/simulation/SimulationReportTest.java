package io.breakwater.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.node.simulation.SimulationReport.Conservation;
import io.breakwater.node.simulation.SimulationReport.Input;
import io.breakwater.node.simulation.SimulationReport.Liquidations;
import io.breakwater.node.simulation.SimulationReport.PaidBy;
import io.breakwater.node.simulation.SimulationReport.Slices;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SimulationReportTest {

    private static final SimulationReport REPORT =
            report(new Input(List.of("a.csv.gz", "b.csv"), 7), OptionalLong.of(3), List.of("AVAX"), true);

    @Test
    void everyLiquidationThatBeganHasEndedOrIsOpen() {
        assertThat(new Liquidations(4, 1, 1, 1, 1).open()).isEqualTo(1);
        assertThatThrownBy(() -> new Liquidations(4, 1, 1, 1, 0))
                .hasMessage("liquidations: 4 began, but 1 partial, 1 full, 1 taken over and 0 open ones are known");
    }

    @Test
    void theJsonHasEveryFactInOneOrder() {
        assertThat(ReportJson.text(REPORT)).isEqualTo("""
                {
                  "files" : [
                    "a.csv.gz",
                    "b.csv"
                  ],
                  "seed" : 7,
                  "policy" : "throttled",
                  "quotes" : 252773,
                  "prices" : {
                    "AVAX" : {
                      "LIVE" : 90,
                      "STALE" : 4
                    }
                  },
                  "accounts" : 2023,
                  "margin_calls" : 40,
                  "cured_calls" : 5,
                  "liquidations" : {
                    "started" : 30,
                    "partial" : 20,
                    "full" : 7,
                    "backstop" : 2,
                    "open" : 1
                  },
                  "liquidated_notional" : "1234567.891234",
                  "slices" : {
                    "keepers" : 55,
                    "backstop" : 2
                  },
                  "bad_debt" : "100.5",
                  "paid_by" : {
                    "account" : "1",
                    "symbol_fund" : "2",
                    "global_fund" : "3",
                    "tranche" : "4",
                    "deleveraging" : "5",
                    "haircut" : "6",
                    "unpaid" : "0"
                  },
                  "deleveraged_quantity" : {
                    "AVAX" : "12.5"
                  },
                  "overshoot" : {
                    "AVAX" : {
                      "below" : "0.0125",
                      "above" : "0.001"
                    }
                  },
                  "wrongly_liquidated" : 3,
                  "conservation" : {
                    "positions" : true,
                    "cash" : true
                  },
                  "restore_time_ms" : 61005,
                  "simulated_ms" : 7200000,
                  "parameters_note" : "without parameters of their own, so on the tiers of SOL with a lot and a tick fit for the price: AVAX"
                }
                """);
    }

    @Test
    void whatIsNotKnownIsAbsent() {
        String json = ReportJson.text(report(Input.generated(9), OptionalLong.empty(), List.of(), true));
        assertThat(json)
                .startsWith("{\n  \"seed\" : 9,")
                .doesNotContain("wrongly_liquidated")
                .doesNotContain("files")
                .contains("\"parameters_note\" : \"every underlying has parameters of its own\"");
    }

    @Test
    void theTableSaysTheSameInWords() {
        String table = printed(out -> new ReportTable(out).write(REPORT));
        assertThat(table.lines())
                .contains(
                        "input                   a.csv.gz b.csv, seed 7",
                        "simulated               2h 0m 0.000s",
                        "prices AVAX             LIVE 90, STALE 4",
                        "margin calls            40, cured 5",
                        "liquidations            30: partial 20, full 7, backstop 2, open 1",
                        "slices                  keepers 55, backstop 2",
                        "deleveraged AVAX        12.5",
                        "overshoot AVAX          below 0.0125, above 0.001",
                        "wrongly liquidated      3",
                        "restored after          0h 1m 1.005s",
                        "conservation            positions balance, cash balance");
    }

    @Test
    void aBrokenLedgerIsSaidLoudly() {
        SimulationReport broken = report(Input.generated(9), OptionalLong.empty(), List.of(), false);
        assertThat(printed(out -> new ReportTable(out).write(broken)))
                .contains("input                   generated crash, seed 9")
                .contains("conservation            positions balance, cash BROKEN");
    }

    @Test
    void withoutATerminalARunPrintsTenLinesAtMost() {
        String printed = printed(out -> play(new SimulationProgress(out, false, 1_000, 7_201_000), 1_000, 7_201_000));
        assertThat(printed.lines()).hasSize(10);
        assertThat(printed)
                .startsWith("10 % of 2h 0m 0.000s, liquidating 1, liquidations 2\n")
                .endsWith("liquidations 2\n");
    }

    @Test
    void onATerminalOneLineIsRewritten() {
        String printed = printed(out -> play(new SimulationProgress(out, true, 1_000, 7_201_000), 1_000, 7_201_000));
        assertThat(printed.chars().filter(c -> c == '\n')).hasSize(1);
        assertThat(printed.chars().filter(c -> c == '\r')).hasSize(100);
    }

    @Test
    void progressIsDueAtEachTenthAndNotBefore() {
        SimulationProgress progress = new SimulationProgress(System.out, false, 0, 1_000);
        assertThat(progress.isDue(99)).isFalse();
        assertThat(progress.isDue(100)).isTrue();
        assertThatThrownBy(() -> new SimulationProgress(System.out, false, 1, 0))
                .hasMessageContaining("end 0 ms");
    }

    @Test
    void anOvershootKeepsTheWorstOnEachSide() {
        Overshoot overshoot = Overshoot.NONE
                .including(Price.of("99"), Price.of("100"))
                .including(Price.of("100.5"), Price.of("100"))
                .including(Price.of("99.5"), Price.of("100"));
        assertThat(overshoot).isEqualTo(new Overshoot(Rate.of("0.01"), Rate.of("0.005")));
        assertThatThrownBy(() -> overshoot.including(Price.of("1"), Price.ZERO)).hasMessageContaining("path 0");
    }

    private static void play(SimulationProgress progress, long from, long to) {
        for (long now = from; now <= to; now += 250) {
            progress.at(now, 1, 2);
        }
    }

    private static String printed(Consumer<PrintStream> writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            writer.accept(out);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static SimulationReport report(
            Input input, OptionalLong wronglyLiquidated, List<String> onSolTiers, boolean cash) {
        return new SimulationReport(
                input,
                "throttled",
                252_773,
                new TreeMap<>(Map.of("AVAX", new TreeMap<>(Map.of(FeedState.LIVE, 90L, FeedState.STALE, 4L)))),
                2_023,
                40,
                5,
                new Liquidations(30, 20, 7, 2, 1),
                Money.of("1234567.891234"),
                new Slices(55, 2),
                Money.of("100.5"),
                new PaidBy(
                        Money.of("1"),
                        Money.of("2"),
                        Money.of("3"),
                        Money.of("4"),
                        Money.of("5"),
                        Money.of("6"),
                        Money.ZERO),
                new TreeMap<>(Map.of("AVAX", Quantity.of("12.5"))),
                new TreeMap<>(Map.of("AVAX", new Overshoot(Rate.of("0.0125"), Rate.of("0.001")))),
                wronglyLiquidated,
                new Conservation(true, cash),
                61_005,
                7_200_000,
                onSolTiers);
    }
}
