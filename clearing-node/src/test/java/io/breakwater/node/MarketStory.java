package io.breakwater.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.clearing.v1.ChangeParametersRequest;
import io.breakwater.clearing.v1.DefineInstrumentRequest;
import io.breakwater.clearing.v1.DefineUnderlyingRequest;
import io.breakwater.clearing.v1.FeedState;
import io.breakwater.clearing.v1.Increments;
import io.breakwater.clearing.v1.MarginTier;
import io.breakwater.clearing.v1.Market;
import io.breakwater.clearing.v1.OracleTerms;
import io.breakwater.clearing.v1.Refusal;
import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.clearing.v1.SourceTerms;
import io.breakwater.clearing.v1.UnderlyingTerms;
import io.breakwater.clearing.v1.VolatilityTerms;
import io.breakwater.clearing.v1.WatchPricesRequest;
import io.breakwater.clearing.v1.WatchPricesResponse;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Markets are defined, and their prices come. */
abstract class MarketStory extends NodeStory {

    @Test
    @Order(1)
    @DisplayName(
            "two underlyings are defined, a repeated definition changes nothing, and an outdated change is refused")
    void definitions() {
        define(0, "WAVE");
        define(1, "CALM");
        assertThat(define(0, "WAVE")).as("the same key again").isEqualTo(2);
        list(PERPETUAL);
        list(FUTURE);
        list("CALM-PERP");
        PlayedMarket.await(
                "the board",
                () -> markets().getMarketsList().stream()
                                .mapToInt(Market::getInstrumentsCount)
                                .sum()
                        == 3);

        isRefusedAsOutdated();
        assertThat(markets().getEpoch()).isEqualTo(2);
        assertThat(markets().getMarketsList().stream().map(one -> one.getTerms().getName()))
                .containsExactly("CALM", "WAVE");
    }

    private void isRefusedAsOutdated() {
        Refusal outdated = clients.refused(
                clients.admin.changeParameters(),
                ChangeParametersRequest.newBuilder()
                        .setIdempotencyKey(clients.key("change"))
                        .setExpectedEpoch(1)
                        .addUnderlyings(terms("CALM").toBuilder().clearOracle().clearVolatility())
                        .build());

        assertThat(outdated.getCode()).isEqualTo(RefusalCode.EPOCH_OUTDATED);
        assertThat(figures(outdated)).containsExactly("expected 1", "is 2");
    }

    private long define(long epoch, String name) {
        return clients.call(
                        clients.admin.defineUnderlying(),
                        DefineUnderlyingRequest.newBuilder()
                                .setIdempotencyKey(clients.key("define-" + name))
                                .setExpectedEpoch(epoch)
                                .setTerms(terms(name))
                                .build())
                .getEpoch();
    }

    private void list(String instrument) {
        clients.call(
                clients.admin.defineInstrument(),
                DefineInstrumentRequest.newBuilder()
                        .setIdempotencyKey(clients.key("list-" + instrument))
                        .setExpectedEpoch(2)
                        .setInstrument(instrument)
                        .build());
    }

    private static UnderlyingTerms terms(String name) {
        OracleTerms.Builder oracle =
                OracleTerms.newBuilder().setQuorumSources(2).setWarmUpMillis(2_000);
        PlayedMarket.SOURCES.forEach(source -> oracle.addSources(
                SourceTerms.newBuilder().setName(source).setWeight(1).setStaleMillis(5_000)));
        return UnderlyingTerms.newBuilder()
                .setName(name)
                .addTiers(MarginTier.newBuilder().setLower("0").setImr("0.10").setMmr("0.05"))
                .setIncrements(Increments.newBuilder().setLot("0.001").setTick("0.01"))
                .setOracle(oracle)
                .setVolatility(VolatilityTerms.newBuilder().setFloor("0.02").setStress("0.02"))
                .build();
    }

    @Test
    @Order(2)
    @DisplayName("three sources warm a price up until it is LIVE for whoever watches")
    void prices() {
        List<WatchPricesResponse> seen = clients.watch(
                clients.oracle.watchPrices(),
                WatchPricesRequest.newBuilder().addUnderlyings("WAVE").build());

        market.tick();
        PlayedMarket.await("the first price on the stream", () -> !seen.isEmpty());
        market.moveTo("100", WAVE);
        market.playUntil(
                "a LIVE price on the stream",
                () -> seen.stream().anyMatch(change -> change.getPrices(0).getFeed() == FeedState.LIVE));

        assertThat(seen.get(0).getPrices(0).getFeed()).isEqualTo(FeedState.WARMUP);
        assertThat(seen.get(seen.size() - 1).getPrices(0).getIndex()).isEqualTo("100");
        assertThat(seen.get(seen.size() - 1).getPrices(0).getSourcesList()).containsExactly("A", "B", "C");
    }
}
