package io.breakwater.load.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.clearing.v1.ClearTradeRequest;
import io.breakwater.clearing.v1.ClearTradeResponse;
import io.breakwater.load.FakeGateway;
import io.breakwater.load.client.Calls;
import io.breakwater.load.client.ClearingClient;
import io.breakwater.load.client.IdempotencyKeys;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands of a load are what was asked for: so many trades, every pair, positions that stay small. */
class ClearingTargetTest {

    private static final List<String> ACCOUNTS = List.of("a", "b", "c", "d");

    @ParameterizedTest
    @CsvSource({"0,0", "1,10", "80,800", "99,990", "100,1000"})
    @DisplayName("so many percent are trades")
    void mix(int percent, long trades) {
        ClearingTarget target = target(null, percent);

        assertThat(LongStream.range(0, 1_000)
                        .filter(i -> target.kind(i).equals(ClearingTarget.TRADE))
                        .count())
                .isEqualTo(trades);
    }

    @Test
    @DisplayName("every pair meets, nobody trades with itself, and after whole rounds every position is flat")
    void parties() throws IOException {
        List<ClearTradeRequest> trades = new ArrayList<>();
        try (FakeGateway gateway = new FakeGateway()
                        .answering(Calls.CLEAR_TRADE, trade -> {
                            trades.add(trade);
                            return ClearTradeResponse.getDefaultInstance();
                        })
                        .start();
                ClearingClient client = new ClearingClient(gateway.address(), "tester", Duration.ofSeconds(60))) {
            ClearingTarget target = target(client, 100);
            for (int i = 0; i < 12; i++) {
                assertThat(target.call(i).toCompletableFuture().join()).isEqualTo(LoadTarget.OK);
            }
        }

        Map<String, Integer> positions = new HashMap<>();
        Set<String> pairs = new HashSet<>();
        trades.forEach(trade -> {
            positions.merge(trade.getBuyerAccountId(), 1, Integer::sum);
            positions.merge(trade.getSellerAccountId(), -1, Integer::sum);
            pairs.add(trade.getBuyerAccountId() + trade.getSellerAccountId());
        });
        assertThat(pairs).hasSize(12).allMatch(pair -> pair.charAt(0) != pair.charAt(1));
        assertThat(positions.values()).containsOnly(0);
        assertThat(trades.stream().map(ClearTradeRequest::getIdempotencyKey).distinct())
                .hasSize(12);
    }

    private static ClearingTarget target(ClearingClient client, int tradePercent) {
        return new ClearingTarget(
                client,
                new IdempotencyKeys(LocalDate.of(2026, 11, 22), "run"),
                "stage",
                ACCOUNTS,
                new ClearingTarget.TradeTerms("LOAD-PERP", "1", "100"),
                tradePercent);
    }
}
