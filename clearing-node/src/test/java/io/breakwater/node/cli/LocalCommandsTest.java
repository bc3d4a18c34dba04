package io.breakwater.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.clearing.v1.FeedState;
import io.breakwater.clearing.v1.GetStatusResponse;
import io.breakwater.clearing.v1.LagQuantiles;
import io.breakwater.clearing.v1.Member;
import io.breakwater.clearing.v1.PriceId;
import io.breakwater.clearing.v1.SymbolStatus;
import io.breakwater.node.local.LocalState;
import io.breakwater.node.local.LocalState.Recorded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code status} and {@code down}, against processes of the test. */
class LocalCommandsTest {

    @TempDir
    private Path root;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Streams streams = new Streams(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));

    @Test
    @DisplayName("where nothing runs status says so with 3, and down has nothing to do")
    void nothingRuns() throws InterruptedException {
        assertThat(new StatusCommand(streams, new Home(root)).call()).isEqualTo(3);
        assertThat(new DownCommand(streams, new Home(root)).call()).isZero();
        assertThat(text(out)).isEqualTo("not running\nnothing runs\n");
    }

    @Test
    @DisplayName("down ends the processes that are written down, and the file with them")
    void down() throws IOException, InterruptedException {
        Process main = sleeper();
        Process child = sleeper();
        new LocalState(Recorded.of("node", main.toHandle()), List.of(), 0)
                .with(Map.of("gateway", child.toHandle()), 1)
                .write(LocalState.file(root));

        assertThat(new DownCommand(streams, new Home(root)).call()).isZero();
        assertThat(main.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(LocalState.file(root)).doesNotExist();
    }

    @Test
    @DisplayName("the help of up promises no exit code that a stopped cluster does not give")
    void helpOfUp() {
        CommandRun run = CommandRun.of("up", "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(String.join(" ", run.out().split("\\s+")))
                .contains(
                        "1 a part could not run", "130 stopped by Ctrl-C (SIGINT)", "143 stopped by `breakwater down`")
                .doesNotContain(" 0 stopped");
    }

    @Test
    @DisplayName("a process that only has the id of one that was written down is left alone")
    void somebodyElse() throws IOException, InterruptedException {
        Process other = sleeper();
        Recorded own = Recorded.of("node", other.toHandle());
        new LocalState(new Recorded("node", own.pid(), own.startedMillis() - 1_000), List.of(), 8180)
                .write(LocalState.file(root));

        assertThat(new StatusCommand(streams, new Home(root)).call()).isEqualTo(3);
        assertThat(new DownCommand(streams, new Home(root)).call()).isZero();
        assertThat(other.isAlive()).isTrue();
        other.destroy();
    }

    @Test
    void statusOfAClusterThatIsStartingSaysSo() {
        LocalState.ofThisProcess().write(LocalState.file(root));

        assertThat(new StatusCommand(streams, new Home(root)).call()).isEqualTo(1);
        assertThat(text(out)).startsWith("starting, process ");
    }

    @Test
    void theStatusShowsMembersSymbolsAccountsAndLags() {
        StatusCommand.show(
                streams.out(),
                LocalState.ofThisProcess().with(Map.of(), 8180),
                GetStatusResponse.newBuilder()
                        .addMembers(Member.newBuilder()
                                .setAddress("127.0.0.1:25520")
                                .setState(Member.State.UP))
                        .addSymbols(SymbolStatus.newBuilder()
                                .setUnderlying("BTC")
                                .setFeed(FeedState.LIVE)
                                .setPriceId(PriceId.newBuilder().setEpoch(1))
                                .setIndex("60000"))
                        .addSymbols(SymbolStatus.newBuilder().setUnderlying("ETH"))
                        .setWatchedAccounts(12)
                        .setUnwatchedAccounts(1)
                        .setDecisionLag(LagQuantiles.newBuilder()
                                .setCount(3)
                                .setP50Micros(10)
                                .setP99Micros(20)
                                .setMaxMicros(30))
                        .build());

        assertThat(text(out)).isEqualTo("""
                gateway              127.0.0.1:8180
                member               127.0.0.1:25520  UP
                coordinator          none
                symbol BTC           LIVE      60000
                symbol ETH           no price yet
                accounts watched     12
                accounts unwatched   1
                open liquidations    0
                detection lag        nothing measured
                decision lag         p50 10 us, p99 20 us, max 30 us
                """);
    }

    @Test
    @DisplayName("a run that was killed leaves its children behind, and the next one stops them first")
    void leftovers() throws IOException, InterruptedException {
        Process killed = sleeper();
        Process child = sleeper();
        Path file = LocalState.file(root);
        new LocalState(Recorded.of("node", killed.toHandle()), List.of(), 0)
                .with(Map.of("gateway", child.toHandle()), 1)
                .write(file);
        killed.destroyForcibly().waitFor();

        new UpCommand(streams).stopLeftovers(file);

        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(text(err)).isEqualTo("stopping gateway of a run that was killed\n");
    }

    private static Process sleeper() throws IOException {
        return new ProcessBuilder("sleep", "600").start();
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
