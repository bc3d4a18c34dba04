package io.breakwater.load.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.clearing.v1.ClearTradeResponse;
import io.breakwater.clearing.v1.DefineInstrumentResponse;
import io.breakwater.clearing.v1.DefineUnderlyingResponse;
import io.breakwater.clearing.v1.DepositResponse;
import io.breakwater.clearing.v1.FeedState;
import io.breakwater.clearing.v1.GetMarketsResponse;
import io.breakwater.clearing.v1.Market;
import io.breakwater.clearing.v1.OpenAccountResponse;
import io.breakwater.clearing.v1.PublishQuotesResponse;
import io.breakwater.clearing.v1.UnderlyingTerms;
import io.breakwater.load.FakeGateway;
import io.breakwater.load.client.Calls;
import io.grpc.Status;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command: what it prints, what it writes, and its exit codes. */
class LoadDriverTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    @DisplayName("a run against a gateway prints a table and writes the same as JSON")
    void run() throws IOException {
        Path json = directory.resolve("load.json");
        try (FakeGateway gateway = gateway(FeedState.LIVE).start()) {
            assertThat(execute(quick(gateway.address(), "--json", json.toString())))
                    .describedAs(err.toString())
                    .isZero();
        }

        assertThat(out.toString()).contains("environment: ", "open loop", LoadRun.TRADES, LoadRun.DEPOSITS);
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        JsonNode trade = report.at("/open_loop/kinds/trade");
        assertThat(trade.at("/by_code/OK").asInt()).isEqualTo(80);
        assertThat(report.at("/open_loop/kinds/deposit/by_code/OK").asInt()).isEqualTo(20);
        assertThat(trade.at("/p99_micros").asLong())
                .isBetween(1L, trade.at("/max_micros").asLong());
        assertThat(report.at("/open_loop/cpu_micros_per_command/driver").asDouble())
                .isPositive();
        assertThat(report.at("/environment/cores").asInt()).isPositive();
    }

    @Test
    @DisplayName("trades that the cluster refuses are counted by code, and do not end the run")
    void refusals() throws IOException {
        Path json = directory.resolve("load.json");
        try (FakeGateway gateway = gateway(FeedState.LIVE, true).start()) {
            assertThat(execute(quick(gateway.address(), "--json", json.toString())))
                    .describedAs(err.toString())
                    .isZero();
        }

        JsonNode kinds = new ObjectMapper().readTree(json.toFile()).at("/open_loop/kinds");
        assertThat(kinds.at("/trade/by_code/RESOURCE_EXHAUSTED").asInt()).isEqualTo(80);
        assertThat(kinds.at("/trade/by_code").has("OK")).isFalse();
        assertThat(kinds.at("/deposit/by_code/OK").asInt()).isEqualTo(20);
    }

    @Test
    @DisplayName("a gateway that is not there is exit code 1 with its address")
    void noGateway() {
        assertThat(execute(quick("127.0.0.1:1"))).isEqualTo(1);
        assertThat(err.toString()).contains("127.0.0.1:1");
    }

    @Test
    @DisplayName("a state file of ./breakwater up names the gateway and the processes to meter")
    void stateFile() throws IOException {
        Path json = directory.resolve("load.json");
        Path state = directory.resolve("up.json");
        try (FakeGateway gateway = gateway(FeedState.LIVE).start()) {
            Files.writeString(state, """
                    {"main": {"name": "node", "pid": %1$d, "started_ms": 1},
                     "children": [{"name": "gateway", "pid": %1$d, "started_ms": 1}],
                     "gateway_port": %2$s}
                    """.formatted(
                            ProcessHandle.current().pid(), gateway.address().split(":")[1]));
            List<String> options =
                    new ArrayList<>(List.of(quick("", "--json", json.toString(), "--state", state.toString())));
            options.subList(0, 2).clear();
            assertThat(execute(options.toArray(String[]::new)))
                    .describedAs(err.toString())
                    .isZero();
        }

        assertThat(new ObjectMapper()
                        .readTree(json.toFile())
                        .at("/open_loop/cpu_micros_per_command")
                        .fieldNames())
                .toIterable()
                .containsExactly("driver", "gateway", "node");
    }

    @Test
    @DisplayName("a state file that is not there is exit code 2 with its name")
    void noStateFile() {
        assertThat(execute("--state", "nowhere.json")).isEqualTo(2);
        assertThat(err.toString()).contains("--state nowhere.json");
    }

    @ParameterizedTest
    @CsvSource({
        "--rate,0,1",
        "--rate,1000001,1000000",
        "--accounts,1,2",
        "--in-flight,0,1",
        "--trade-percent,101,100",
        "--seconds,3601,3600"
    })
    @DisplayName("a value out of bounds is exit code 2 with option, value and limit")
    void badUsage(String option, String value, String limit) {
        assertThat(execute(option, value)).isEqualTo(2);
        assertThat(err.toString()).contains(option, value, limit);
    }

    @Test
    @DisplayName("--help says what it does and how it ends")
    void help() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString()).contains("--rate", "--json", "Exit codes:");
    }

    /** Every call of the open loop has room and time, however busy the machine is. */
    private static String[] quick(String gateway, String... more) {
        String[] options = {
            "--gateway",
            gateway,
            "--gateway-only",
            "--rate",
            "100",
            "--seconds",
            "1",
            "--warm-up-seconds",
            "1",
            "--saturation-seconds",
            "1",
            "--most-calls",
            "2000",
            "--accounts",
            "10",
            "--in-flight",
            "100",
            "--deadline-millis",
            "60000"
        };
        String[] all = Arrays.copyOf(options, options.length + more.length);
        System.arraycopy(more, 0, all, options.length, more.length);
        return all;
    }

    private int execute(String... args) {
        CommandLine line = LoadDriver.line();
        return line.setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private static FakeGateway gateway(FeedState feed) {
        return gateway(feed, false);
    }

    private static FakeGateway gateway(FeedState feed, boolean refusesTrades) {
        return new FakeGateway()
                .answering(
                        Calls.GET_MARKETS,
                        question -> GetMarketsResponse.newBuilder()
                                .setEpoch(1)
                                .addMarkets(Market.newBuilder()
                                        .setTerms(UnderlyingTerms.newBuilder().setName("LOAD"))
                                        .setFeed(feed))
                                .build())
                .answering(Calls.DEFINE_UNDERLYING, terms -> DefineUnderlyingResponse.getDefaultInstance())
                .answering(Calls.DEFINE_INSTRUMENT, name -> DefineInstrumentResponse.getDefaultInstance())
                .answering(Calls.OPEN_ACCOUNT, account -> OpenAccountResponse.getDefaultInstance())
                .answering(Calls.DEPOSIT, deposit -> DepositResponse.getDefaultInstance())
                .answering(Calls.CLEAR_TRADE, trade -> {
                    if (refusesTrades) {
                        throw Status.RESOURCE_EXHAUSTED.asRuntimeException();
                    }
                    return ClearTradeResponse.getDefaultInstance();
                })
                .conversing(Calls.PUBLISH_QUOTES, quotes -> PublishQuotesResponse.getDefaultInstance());
    }
}
