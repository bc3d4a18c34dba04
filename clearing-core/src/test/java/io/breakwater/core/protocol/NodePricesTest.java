package io.breakwater.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.core.oracle.ValidatedPrice;
import io.breakwater.core.protocol.NodePrices.Reception;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodePricesTest {

    private final NodePrices node = new NodePrices(NodePricesParameters.defaults(), 0);

    @Test
    void onlyANewerPriceIsTaken() {
        assertThat(node.receive(price("BTC", 2, 5, FeedState.LIVE), 10)).isEqualTo(Reception.TAKEN);
        assertThat(node.receive(price("BTC", 2, 5, FeedState.LIVE), 10)).isEqualTo(Reception.NOT_NEWER);
        assertThat(node.receive(price("BTC", 2, 4, FeedState.LIVE), 10)).isEqualTo(Reception.NOT_NEWER);
        assertThat(node.receive(price("BTC", 1, 99, FeedState.LIVE), 10)).isEqualTo(Reception.NOT_NEWER);
        assertThat(node.receive(price("BTC", 2, 6, FeedState.LIVE), 10)).isEqualTo(Reception.TAKEN);
        assertThat(node.receive(price("BTC", 3, 1, FeedState.LIVE), 10)).isEqualTo(Reception.TAKEN);
        assertThat(node.newest("BTC", 10).orElseThrow().price().id()).isEqualTo(new PriceId(3, 1));
        assertThat(node.newest("ETH", 10)).isEmpty();
    }

    @Test
    void aPriceOfThreeSecondsIsGoodAndAMillisecondMoreIsStale() {
        node.receive(price("BTC", 1, 1, FeedState.LIVE), 0);
        runUntil(3_000);
        assertThat(state("BTC", 3_000)).isEqualTo(FeedState.LIVE);
        assertThat(state("BTC", 3_001)).isEqualTo(FeedState.STALE);
        node.receive(price("BTC", 1, 2, FeedState.LIVE), 3_002);
        assertThat(state("BTC", 3_002)).isEqualTo(FeedState.LIVE);
    }

    @Test
    void aPauseOfOverASecondMakesEveryPriceStaleUntilItsNextOne() {
        node.receive(price("BTC", 1, 1, FeedState.LIVE), 0);
        node.receive(price("ETH", 1, 1, FeedState.LIVE), 0);
        assertThat(state("BTC", 1_000)).as("a second is no pause").isEqualTo(FeedState.LIVE);
        assertThat(state("BTC", 2_001)).isEqualTo(FeedState.STALE);
        node.receive(price("BTC", 1, 2, FeedState.LIVE), 2_100);
        assertThat(state("BTC", 2_100)).isEqualTo(FeedState.LIVE);
        assertThat(state("ETH", 2_100)).as("not heard since").isEqualTo(FeedState.STALE);
    }

    @Test
    void anOldPriceAfterAPauseDoesNotCountAsNew() {
        node.receive(price("BTC", 1, 5, FeedState.LIVE), 0);
        node.awake(5_000);
        assertThat(node.receive(price("BTC", 1, 5, FeedState.LIVE), 5_000)).isEqualTo(Reception.NOT_NEWER);
        assertThat(state("BTC", 5_000)).isEqualTo(FeedState.STALE);
    }

    @Test
    void aHaltedPriceStaysHalted() {
        node.receive(price("BTC", 1, 1, FeedState.HALTED), 0);
        assertThat(state("BTC", 10_000)).isEqualTo(FeedState.HALTED);
    }

    @Test
    void symbolsAreBoundedAndTheClockOnlyRises() {
        NodePrices small = new NodePrices(new NodePricesParameters(3_000, 1_000, 1), 0);
        assertThat(small.receive(price("BTC", 1, 1, FeedState.LIVE), 1)).isEqualTo(Reception.TAKEN);
        assertThat(small.receive(price("ETH", 1, 1, FeedState.LIVE), 1)).isEqualTo(Reception.TOO_MANY_SYMBOLS);
        assertThat(small.receive(price("BTC", 1, 2, FeedState.LIVE), 1)).isEqualTo(Reception.TAKEN);
        assertThatThrownBy(() -> small.awake(0)).hasMessageContaining("monotonicMillis went back from 1 to 0");
    }

    private void runUntil(long monotonicMillis) {
        for (long now = 0; now <= monotonicMillis; now += 500) {
            node.awake(now);
        }
    }

    private FeedState state(String symbol, long monotonicMillis) {
        return node.newest(symbol, monotonicMillis).orElseThrow().price().state();
    }

    private static AggregatorPrice price(String symbol, long epoch, long sequence, FeedState state) {
        Price hundred = Price.of("100");
        return new AggregatorPrice(
                new ValidatedPrice(
                        symbol,
                        new PriceId(epoch, sequence),
                        0,
                        state,
                        hundred,
                        Price.ZERO,
                        hundred,
                        hundred,
                        hundred,
                        Rate.ONE,
                        List.of("A")),
                Rate.ONE,
                Rate.ONE,
                Rate.ONE,
                Rate.ONE);
    }
}
