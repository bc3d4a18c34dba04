package io.breakwater.node.cli;

import io.breakwater.clearing.v1.GetStatusRequest;
import io.breakwater.clearing.v1.GetStatusResponse;
import io.breakwater.clearing.v1.LagQuantiles;
import io.breakwater.clearing.v1.SymbolStatus;
import io.breakwater.node.local.GatewayClients;
import io.breakwater.node.local.LocalClusterException;
import io.breakwater.node.local.LocalState;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** Shows how the cluster stands that {@code up} runs on this machine. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows the cluster that `breakwater up` runs on this machine: members, symbols, accounts.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it runs", "1:it runs and does not answer", "2:bad usage", "3:it does not run"})
public final class StatusCommand implements Callable<Integer> {

    /** Nothing runs. */
    static final int NOT_RUNNING = 3;

    private final Streams streams;
    private final Home home;

    /** A command that talks through the streams. */
    public StatusCommand(Streams streams) {
        this(streams, Home.ofProcess());
    }

    StatusCommand(Streams streams, Home home) {
        this.streams = streams;
        this.home = home;
    }

    @Override
    public Integer call() {
        Optional<LocalState> state;
        try {
            state = LocalState.read(LocalState.file(home.root()))
                    .filter(written -> written.main().find().isPresent());
        } catch (LocalClusterException unreadable) {
            streams.err().println("breakwater status: " + unreadable.getMessage());
            return ExitCode.SOFTWARE;
        }
        if (state.isEmpty()) {
            streams.out().println("not running");
            return NOT_RUNNING;
        }
        if (state.get().gatewayPort() == 0) {
            streams.out().println("starting, process " + state.get().main().pid());
            return ExitCode.SOFTWARE;
        }
        return ask(state.get());
    }

    private int ask(LocalState state) {
        home.logTo("status");
        InetSocketAddress gateway = new InetSocketAddress("127.0.0.1", state.gatewayPort());
        try (GatewayClients clients = GatewayClients.of(gateway)) {
            show(
                    streams.out(),
                    state,
                    GatewayClients.call(clients.cluster().getStatus())
                            .invoke(GetStatusRequest.getDefaultInstance())
                            .toCompletableFuture()
                            .join());
            return ExitCode.OK;
        } catch (CompletionException silent) {
            streams.err()
                    .println("breakwater status: the gateway on port " + state.gatewayPort() + " does not answer: "
                            + silent.getCause().getMessage());
            return ExitCode.SOFTWARE;
        }
    }

    static void show(PrintStream out, LocalState state, GetStatusResponse status) {
        out.println("gateway              127.0.0.1:" + state.gatewayPort());
        status.getMembersList()
                .forEach(member ->
                        out.println("member               " + member.getAddress() + "  " + member.getState()));
        out.println("coordinator          " + orNone(status.getCoordinator()));
        status.getSymbolsList()
                .forEach(symbol -> out.println("symbol " + padded(symbol.getUnderlying(), 14) + price(symbol)));
        out.println("accounts watched     " + status.getWatchedAccounts());
        out.println("accounts unwatched   " + status.getUnwatchedAccounts());
        out.println("open liquidations    " + status.getOpenLiquidations());
        out.println("detection lag        " + text(status.getDetectionLag()));
        out.println("decision lag         " + text(status.getDecisionLag()));
        out.flush();
    }

    private static String price(SymbolStatus symbol) {
        return symbol.hasPriceId() ? padded(symbol.getFeed().name(), 10) + symbol.getIndex() : "no price yet";
    }

    private static String text(LagQuantiles lag) {
        return lag.getCount() == 0
                ? "nothing measured"
                : "p50 " + lag.getP50Micros() + " us, p99 " + lag.getP99Micros() + " us, max " + lag.getMaxMicros()
                        + " us";
    }

    private static String orNone(String value) {
        return value.isEmpty() ? "none" : value;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
