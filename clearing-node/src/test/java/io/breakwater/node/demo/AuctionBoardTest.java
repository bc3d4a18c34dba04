package io.breakwater.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.clearing.v1.Auction;
import io.breakwater.clearing.v1.AuctionClosed;
import io.breakwater.clearing.v1.WatchAuctionsResponse;
import org.junit.jupiter.api.Test;

/** What keepers know of auctions, from the messages of their stream. */
class AuctionBoardTest {

    private final AuctionBoard board = new AuctionBoard();

    @Test
    void anAuctionIsOpenFromItsFirstMessageUntilItCloses() {
        board.heard(
                WatchAuctionsResponse.newBuilder().setOpened(slice("1", "-2")).build());
        board.heard(
                WatchAuctionsResponse.newBuilder().setOpened(slice("2", "-5")).build());
        board.heard(
                WatchAuctionsResponse.newBuilder().setChanged(slice("1", "-1")).build());

        assertThat(board.open()).containsExactly(slice("1", "-1"), slice("2", "-5"));

        board.heard(WatchAuctionsResponse.newBuilder()
                .setClosed(AuctionClosed.newBuilder().setAccountId("a").setSliceId("2"))
                .build());
        assertThat(board.open()).containsExactly(slice("1", "-1"));
    }

    private static Auction slice(String id, String quantity) {
        return Auction.newBuilder()
                .setAccountId("a")
                .setSliceId(id)
                .setQuantity(quantity)
                .build();
    }
}
