package io.breakwater.gateway;

import com.google.protobuf.Message;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.breakwater.clearing.v1.GetAccountRequest;
import io.breakwater.clearing.v1.GetAccountResponse;
import io.breakwater.clearing.v1.Refusal;
import io.breakwater.contract.RefusalStatus;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;

/** A gateway in front of nodes that do as they are told, with clients; everything ends with the test. */
final class GatewayWorld implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ActorTestKit kit = ActorTestKit.create(config());
    private final ActorTestKit nodeKit = ActorTestKit.create(config());
    private final List<Runnable> parts = new ArrayList<>();
    private Gateway gateway;

    static Config config() {
        return ConfigFactory.parseString("pekko.loglevel = WARNING").withFallback(ConfigFactory.load());
    }

    StubNode node(int port) {
        StubNode node = new StubNode(nodeKit.system(), port);
        parts.add(node::close);
        return node;
    }

    StubNode nodeBehindGateway(String settings) {
        StubNode node = node(0);
        gateway(settings, node.port());
        return node;
    }

    void gateway(String settings, int... ports) {
        List<String> nodes = new ArrayList<>();
        for (int port : ports) {
            nodes.add("127.0.0.1:" + port);
        }
        Config config = ConfigFactory.parseString(settings)
                .withFallback(ConfigFactory.parseString("host = 127.0.0.1, port = 0, probe-interval-millis = 100,"
                        + " probe-timeout-millis = " + PATIENCE.toMillis() + ", nodes = \""
                        + String.join(",", nodes) + "\""))
                .atPath("breakwater.gateway")
                .withFallback(config());
        gateway = Gateway.start(kit.system(), GatewaySettings.from(config))
                .toCompletableFuture()
                .join();
    }

    PlainClient client(String caller) {
        PlainClient client = new PlainClient(gateway.address(), caller);
        parts.add(0, client::close);
        return client;
    }

    GetAccountResponse read(String account) {
        return client("alice")
                .unary(
                        "AccountService/GetAccount",
                        GetAccountRequest.newBuilder().setAccountId(account).build(),
                        GetAccountResponse.getDefaultInstance(),
                        CallOptions.DEFAULT.withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    static Refusal refusal(Throwable failure, Status.Code code) {
        if (!(failure instanceof StatusRuntimeException status)
                || status.getStatus().getCode() != code) {
            throw new AssertionError("expected " + code + " and got " + failure, failure);
        }
        return RefusalStatus.of(failure).orElseThrow(() -> new AssertionError("no details in " + failure));
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not in " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** What a client hears of a stream. */
    static final class Heard<O> extends ClientCall.Listener<O> {
        final BlockingQueue<O> messages = new LinkedBlockingQueue<>();
        final CompletableFuture<StatusRuntimeException> end = new CompletableFuture<>();

        @Override
        public void onMessage(O message) {
            messages.add(message);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            end.complete(status.asRuntimeException(trailers));
        }

        O next() throws InterruptedException {
            O message = messages.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("no message; ended " + end.getNow(null));
            }
            return message;
        }

        StatusRuntimeException end() {
            return end.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        }
    }

    static <I extends Message, O extends Message> Heard<O> start(ClientCall<I, O> call, I request, int wanted) {
        Heard<O> heard = new Heard<>();
        call.start(heard, new Metadata());
        call.request(wanted);
        call.sendMessage(request);
        return heard;
    }

    @Override
    public void close() {
        parts.forEach(Runnable::run);
        kit.shutdownTestKit();
        nodeKit.shutdownTestKit();
    }
}
