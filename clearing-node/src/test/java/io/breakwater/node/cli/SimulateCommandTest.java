package io.breakwater.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command {@code simulate}: its options, and one line for everything it cannot use. */
class SimulateCommandTest {

    private static final List<String> SMALL = List.of("simulate", "--accounts", "20", "--minutes", "1");

    @TempDir
    private Path directory;

    @Test
    @DisplayName("the help names every option with its default")
    void help() {
        CommandRun run = CommandRun.of("simulate", "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        String words = String.join(" ", run.out().split("\\s+"));
        assertThat(words)
                .contains("--seed=N", "--replay=FILE", "--without=VENUE", "--report=FILE")
                .contains("Traders (2000)", "generated crash (1440)", "THROTTLED, NONE, BACKSTOP (throttled)")
                .contains("--displacement-max=RATE How far sales may move the own mark from the index (0.01)")
                .contains("--capacity-of-depth=RATE Tokens at most, as a share of depth (0.25)")
                .contains("--refill-of-depth=RATE Tokens added a second, as a share of depth (0.05)")
                .contains("--impact-max=RATE Predicted impact of ten seconds' sales at most (0.003)")
                .contains("--open-interest-share=RATE Share of open interest sold in a minute at most (0.1)")
                .contains("--gain-target=RATIO Branching ratio from which sales are slowed (0.7)")
                .contains("--urgent-share=RATE Share of tokens kept for accounts near bankruptcy (0.3)")
                .contains("--account-share=RATE Share of a grant one account gets while others wait (0.25)")
                .contains("0 every invariant held", "1 an invariant did not hold", "2 bad usage or input");
    }

    @ParameterizedTest(name = "{0} {1} is refused: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            --accounts            | -1       | --accounts -1 is not from 1 to 1000000
            --accounts            | 0        | --accounts 0 is not from 1 to 1000000
            --accounts            | 1000001  | --accounts 1000001 is not from 1 to 1000000
            --accounts            | many     | '--accounts': 'many' is not an int
            --minutes             | 0        | --minutes 0 is not from 1 to 10080
            --minutes             | 10081    | --minutes 10081 is not from 1 to 10080
            --seed                | 1.5      | '--seed': '1.5' is not a long
            --policy              | fast     | '--policy': expected one of [THROTTLED, NONE, BACKSTOP]
            --depth-share         | 0        | --depth-share 0 is not above 0 and at most 100
            --depth-share         | x        | '--depth-share': rate 'x' is not a plain decimal
            --displacement-max    | 0        | --displacement-max 0 is not above 0 and at most 1
            --displacement-max    | 1.000001 | --displacement-max 1.000001 is not above 0 and at most 1
            --displacement-max    | 1e-3     | '--displacement-max': rate '1e-3' is not a plain decimal
            --capacity-of-depth   | -0.25    | --capacity-of-depth -0.25 is not above 0 and at most 100
            --refill-of-depth     | 101      | --refill-of-depth 101 is not above 0 and at most 100
            --impact-max          | 2        | --impact-max 2 is not above 0 and at most 1
            --open-interest-share | 1.5      | --open-interest-share 1.5 is not above 0 and at most 1
            --gain-target         | 0        | --gain-target 0 is not above 0 and at most 10
            --gain-target         | 99999999 | '--gain-target': rate 99999999 exceeds 64 bits
            --urgent-share        | 1.1      | --urgent-share 1.1 is not from 0 to 1
            --account-share       | 0        | --account-share 0 is not above 0 and at most 1
            --without             | east     | --without east goes with --replay
            --nonsense            | 1        | '--nonsense'
            """)
    void aBadValueIsNamedInOneLine(String option, String value, String complaint) {
        assertRefused(CommandRun.of("simulate", option + "=" + value), complaint);
    }

    @Test
    void aFileThatIsMissingOrOfAnUnknownFormOrBrokenIsNamed() throws IOException {
        String missing =
                directory.resolve("coinbase_BTC-USD_trades_20251010.csv").toString();
        assertRefused(CommandRun.of("simulate", "--replay", missing), missing + ": cannot be read: there is no such");

        Path form = Files.writeString(directory.resolve("prices.txt"), "1,2\n");
        assertRefused(CommandRun.of("simulate", "--replay", form.toString()), "prices.txt: the name is not venue_");

        Path broken = tape("gemini_BTCUSD_trades_1.csv", "1000,buy,sixty,1");
        assertRefused(CommandRun.of("simulate", "--replay", broken.toString()), "gemini_BTCUSD_trades_1.csv:2");

        Path empty = Files.writeString(directory.resolve("kraken_BTCUSD_trades_1.csv"), "ts_ms,side,price,amount\n");
        assertRefused(CommandRun.of("simulate", "--replay", empty.toString()), "no quote");
        assertRefused(CommandRun.of("simulate", "--replay", directory.toString()), "the name is not venue_");
    }

    @Test
    void aVenueThatNoFileIsOfCannotBeLeftOut() throws IOException {
        String file = tape("gemini_BTCUSD_trades_1.csv", "1000,buy,60000,1").toString();

        CommandRun run = CommandRun.of("simulate", "--replay", file, "--without", "binance");

        assertRefused(run, "--without binance: the files are of [gemini]");
    }

    @Test
    void theOnlyVenueCannotBeLeftOut() throws IOException {
        String file = tape("gemini_BTCUSD_trades_1.csv", "1000,buy,60000,1").toString();

        CommandRun run = CommandRun.of("simulate", "--replay", file, "--without", "gemini");

        assertRefused(run, "--without gemini: no other venue quotes BTC");
    }

    @Test
    void aReportThatCannotBeWrittenIsRefusedBeforeTheRun() {
        assertRefused(small("--report", directory.toString()), "--report " + directory + " cannot be written");
        Path nowhere = directory.resolve("no/such/report.json");
        assertRefused(small("--report", nowhere.toString()), "--report " + nowhere + " cannot be written");
    }

    @Test
    void theReportIsATableAndAFileAndNothingElseIsOnStandardOutput() throws IOException {
        Path file = directory.resolve("report.json");

        CommandRun run = small("--report", file.toString(), "--policy", "none");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("input ").contains("policy                  none");
        assertThat(run.out().lines()).allMatch(line -> line.length() > 24 && line.charAt(23) == ' ');
        assertThat(run.err().lines()).allMatch(line -> line.matches("[0-9]+ % of 0h 0m 59\\..*"));
        assertThat(Files.readString(file))
                .contains("\"seed\" : 1,", "\"policy\" : \"none\"", "\"positions\" : true")
                .endsWith("}\n");
    }

    @Test
    void aReplayCountsTheWronglyLiquidatedOnlyWhereAVenueIsLeftOut() throws IOException {
        String[] files = {
            minutes("coinbase_BTC-USD_trades_1.csv", 60_000),
            minutes("gemini_BTCUSD_trades_1.csv", 60_010),
            minutes("kraken_XBTUSD_trades_1.csv", 24_000)
        };
        Path file = directory.resolve("report.json");
        String[] replay = {"simulate", "--accounts", "30", "--report", file.toString(), "--replay", files[0], files[1]};

        assertThat(CommandRun.of(with(replay, files[2])).exitCode()).isZero();
        assertThat(Files.readString(file))
                .doesNotContain("wrongly_liquidated")
                .contains("\"coinbase_BTC-USD_trades_1.csv\",", "\"started\" : 0,");

        CommandRun without = CommandRun.of(with(replay, files[2], "--without", "kraken"));
        assertThat(without.exitCode()).isZero();
        assertThat(without.out()).contains("wrongly liquidated      0\n");
        assertThat(Files.readString(file)).contains("\"wrongly_liquidated\" : 0,");
    }

    /** A trade a second at one price, for two minutes. */
    private String minutes(String name, int price) throws IOException {
        StringBuilder rows = new StringBuilder("ts_ms,side,price,amount\n");
        for (int second = 0; second < 120; second++) {
            rows.append(1_000L * second).append(",buy,").append(price).append(",1\n");
        }
        return Files.writeString(directory.resolve(name), rows).toString();
    }

    private static String[] with(String[] arguments, String... more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
    }

    private static CommandRun small(String... more) {
        return CommandRun.of(with(SMALL.toArray(String[]::new), more));
    }

    private Path tape(String name, String row) throws IOException {
        return Files.writeString(directory.resolve(name), "ts_ms,side,price,amount\n" + row + "\n");
    }

    private static void assertRefused(CommandRun run, String complaint) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains(complaint)
                .startsWith("breakwater simulate: ")
                .containsOnlyOnce("\n");
    }
}
