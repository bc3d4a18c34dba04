package io.breakwater.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.clearing.v1.ExpireInstrumentRequest;
import io.breakwater.clearing.v1.HaltMarketRequest;
import io.breakwater.clearing.v1.PublishFundingRequest;
import io.breakwater.clearing.v1.Refusal;
import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.clearing.v1.ResumeMarketRequest;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What an operator does to a market that trades: halt and resume, funding, expiry. */
abstract class MarketEventStory extends NodeStory {

    @Test
    @Order(1)
    @DisplayName("a halted market takes no new risk and says why; resumed, it warms up and goes on")
    void halt() {
        HaltMarketRequest halt = HaltMarketRequest.newBuilder()
                .setIdempotencyKey(clients.key("halt"))
                .setUnderlying("WAVE")
                .setReason("drill")
                .build();
        clients.call(clients.admin.haltMarket(), halt);
        market.playUntil(
                "the halt", () -> wave().getHalted() && wave().getHaltReason().equals("drill"));
        Refusal refusal =
                clients.refused(clients.clearing.clearTrade(), request("halted", "crowd-1", "crowd-2", PERPETUAL, "1"));
        assertThat(refusal.getCode()).isEqualTo(RefusalCode.FEED_NOT_TRUSTED);
        assertThat(figures(refusal)).anyMatch(figure -> figure.contains("HALTED"));

        clients.call(
                clients.admin.resumeMarket(),
                ResumeMarketRequest.newBuilder()
                        .setIdempotencyKey(clients.key("resume"))
                        .setUnderlying("WAVE")
                        .build());
        clients.call(clients.admin.haltMarket(), halt);
        market.moveTo("91", WAVE);
        assertThat(wave().getHalted()).as("the first halt, asked again").isFalse();
        PlayedMarket.await("the end of the reason", () -> wave().getHaltReason().isEmpty());
        trade("resumed", "crowd-1", "crowd-2", PERPETUAL, "1");
    }

    @Test
    @Order(2)
    @DisplayName("funding published twice with one key is paid once; the same key for another payment is refused")
    void funding() {
        PublishFundingRequest payment = PublishFundingRequest.newBuilder()
                .setIdempotencyKey(clients.key("funding"))
                .setInstrument(PERPETUAL)
                .setPaymentPerUnit("0.01")
                .build();
        for (int i = 0; i < 2; i++) {
            assertThat(clients.call(clients.admin.publishFunding(), payment).getFundingIndex())
                    .isEqualTo("0.01");
        }
        assertThat(clients.refused(
                                clients.admin.publishFunding(),
                                payment.toBuilder().setPaymentPerUnit("0.02").build())
                        .getCode())
                .isEqualTo(RefusalCode.ID_REUSED);
    }

    @Test
    @Order(3)
    @DisplayName("an expired future is settled in every account that holds it, and cannot be traded again")
    void expiry() {
        clients.call(
                clients.admin.expireInstrument(),
                ExpireInstrumentRequest.newBuilder()
                        .setIdempotencyKey(clients.key("expire"))
                        .setInstrument(FUTURE)
                        .setSettlementPrice("91")
                        .build());
        market.playUntil(
                "the settlement of the future",
                () -> List.of("crowd-1", "crowd-2").stream()
                        .allMatch(id -> account(id).getPositionsList().stream()
                                .noneMatch(position -> position.getInstrument().equals(FUTURE))));

        assertThat(clients.refused(clients.clearing.clearTrade(), request("expired", "crowd-1", "crowd-2", FUTURE, "1"))
                        .getCode())
                .isEqualTo(RefusalCode.INSTRUMENT_EXPIRED);
    }
}
