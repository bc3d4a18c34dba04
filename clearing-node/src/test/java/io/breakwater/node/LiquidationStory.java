package io.breakwater.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.clearing.v1.Auction;
import io.breakwater.clearing.v1.Liquidation;
import io.breakwater.clearing.v1.ListLiquidationsRequest;
import io.breakwater.clearing.v1.TakeSliceRequest;
import io.breakwater.clearing.v1.WatchAccountRequest;
import io.breakwater.clearing.v1.WatchAccountResponse;
import io.breakwater.clearing.v1.WatchAccountResponse.UpdateCase;
import io.breakwater.clearing.v1.WatchAuctionsRequest;
import io.breakwater.clearing.v1.WatchAuctionsResponse;
import io.breakwater.clearing.v1.WatchLiquidationsRequest;
import io.breakwater.clearing.v1.WatchLiquidationsResponse;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The long is called and liquidated, and a keeper takes what it sells.
 *
 * <p>The long holds 1,000 at 100 with 13,000 deposited; initial and maintenance rates are 10% and 5%. Its health is
 * (13,000 + 1,000*(p - 100)) / (50*p): 1.087 at 92 (called below 1.10), 0.879 at 91 (liquidated below 1).
 */
abstract class LiquidationStory extends NodeStory {

    @Test
    @DisplayName("a fall calls the margin, a further one liquidates; a keeper takes the slices and it ends")
    void liquidation() {
        List<WatchAccountResponse> story = clients.watch(
                clients.accounts.watchAccount(),
                WatchAccountRequest.newBuilder().setAccountId("long").build());
        List<WatchAuctionsResponse> auctions =
                clients.watch(clients.liquidation.watchAuctions(), WatchAuctionsRequest.getDefaultInstance());
        List<WatchLiquidationsResponse> liquidations =
                clients.watch(clients.liquidation.watchLiquidations(), WatchLiquidationsRequest.getDefaultInstance());
        PlayedMarket.await("the snapshot", () -> !story.isEmpty());

        fall(story, auctions);

        assertThat(story.stream().map(WatchAccountResponse::getUpdateCase))
                .containsSubsequence(
                        UpdateCase.SNAPSHOT,
                        UpdateCase.MARGIN_CALL,
                        UpdateCase.LIQUIDATION_STARTED,
                        UpdateCase.SLICE_OFFERED,
                        UpdateCase.SETTLEMENT_BOOKED,
                        UpdateCase.LIQUIDATION_ENDED);
        hasEnded();
        PlayedMarket.await(
                "the end on the stream",
                () -> liquidations.stream()
                        .anyMatch(change -> change.getLiquidation().getPhase() == Liquidation.Phase.ENDED));
        assertThat(account("keeper").getPositionsCount()).isEqualTo(1);
    }

    private void fall(List<WatchAccountResponse> story, List<WatchAuctionsResponse> auctions) {
        for (String level : List.of("96", "93", "92")) {
            market.moveTo(level, WAVE);
        }
        market.playUntil("a margin call", () -> story.stream().anyMatch(WatchAccountResponse::hasMarginCall));
        market.moveTo("91", WAVE);
        Set<String> tried = new HashSet<>();
        market.playUntil("the end of the liquidation", () -> {
            takeWhatIsOpen(auctions, tried);
            return story.stream().anyMatch(WatchAccountResponse::hasLiquidationEnded);
        });
    }

    private void hasEnded() {
        Liquidation ended = clients.call(
                        clients.liquidation.listLiquidations(),
                        ListLiquidationsRequest.newBuilder()
                                .setAccountId("long")
                                .build())
                .getLiquidations(0);
        assertThat(ended.getPhase()).isEqualTo(Liquidation.Phase.ENDED);
        assertThat(new BigDecimal(ended.getClosedNotional())).isPositive();
    }

    private void takeWhatIsOpen(List<WatchAuctionsResponse> auctions, Set<String> tried) {
        auctions.stream()
                .filter(WatchAuctionsResponse::hasOpened)
                .map(WatchAuctionsResponse::getOpened)
                .filter(auction -> tried.add(auction.getSliceId()))
                .forEach(this::take);
    }

    private void take(Auction auction) {
        var taken = clients.call(
                clients.liquidation.takeSlice(),
                TakeSliceRequest.newBuilder()
                        .setIdempotencyKey(clients.key("take-" + auction.getSliceId()))
                        .setKeeperAccountId("keeper")
                        .setAccountId(auction.getAccountId())
                        .setSliceId(auction.getSliceId())
                        .setQuantity(new BigDecimal(auction.getQuantity()).abs().toPlainString())
                        .setLimitPrice("91")
                        .build());
        assertThat(new BigDecimal(taken.getPrice())).isLessThanOrEqualTo(new BigDecimal("91"));
        assertThat(new BigDecimal(taken.getLeft())).isZero();
    }
}
