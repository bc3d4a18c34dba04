package io.breakwater.gateway;

import io.breakwater.clearing.v1.Account;
import io.breakwater.clearing.v1.WatchAccountRequest;
import io.breakwater.clearing.v1.WatchAccountResponse;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Test;

class TmpDirectTest {
    @Test
    void direct() throws Exception {
        try (GatewayWorld world = new GatewayWorld()) {
            StubNode node = world.node(0);
            AtomicLong made = new AtomicLong();
            String filler = "x".repeat(10_000);
            node.onWatch = (request, metadata) -> Source.repeat(filler).map(text -> {
                made.incrementAndGet();
                return WatchAccountResponse.newBuilder()
                        .setSnapshot(Account.newBuilder().setAccountId(text))
                        .build();
            });
            try (PlainClient client = new PlainClient(new java.net.InetSocketAddress("127.0.0.1", node.port()), "a")) {
                var call = client.stream(
                        "AccountService/WatchAccount",
                        WatchAccountRequest.getDefaultInstance(),
                        WatchAccountResponse.getDefaultInstance());
                var heard = GatewayWorld.start(call, WatchAccountRequest.getDefaultInstance(), 1);
                call.halfClose();
                heard.next();
                for (int i = 0; i < 20; i++) {
                    LockSupport.parkNanos(200_000_000L);
                    System.out.println("MADE " + made.get() + " heard " + heard.messages.size());
                }
                call.cancel("x", null);
            }
        }
    }
}
