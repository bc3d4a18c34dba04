package io.breakwater.load.cluster;

import static io.breakwater.load.cluster.MarketBehindTheGateway.PATIENCE;
import static io.breakwater.load.cluster.MarketBehindTheGateway.assertThatThrownCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.breakwater.clearing.v1.Account;
import io.breakwater.clearing.v1.Auction;
import io.breakwater.clearing.v1.AuctionClosed;
import io.breakwater.clearing.v1.HealthState;
import io.breakwater.clearing.v1.Liquidation;
import io.breakwater.clearing.v1.ListLiquidationsRequest;
import io.breakwater.clearing.v1.MarginCall;
import io.breakwater.clearing.v1.TakeSliceResponse;
import io.breakwater.clearing.v1.ValidatedPrice;
import io.breakwater.clearing.v1.WatchAccountRequest;
import io.breakwater.clearing.v1.WatchAccountResponse;
import io.breakwater.clearing.v1.WatchAccountResponse.UpdateCase;
import io.breakwater.clearing.v1.WatchAuctionsRequest;
import io.breakwater.clearing.v1.WatchAuctionsResponse;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.load.client.Calls;
import io.breakwater.load.client.ClearingClient;
import io.breakwater.load.client.SmallMarket;
import io.grpc.StatusRuntimeException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A market falls and is cleared, seen only through the public gRPC of the gateway: prices in, trades, a margin call on the
 * account's stream, a liquidation that a keeper fills, and books that balance.
 *
 * <p>The long holds 1,000 at 100 with 13,000 deposited; initial and maintenance rates are 10% and 5%. Its health is
 * (13,000 + 1,000*(p - 100)) / (50*p): 1.29 at 93, 1.087 at 92 (called below 1.10), 0.879 at 91 (liquidated below 1).
 */
class CrashThroughTheGatewayTest {

    private static final SmallMarket MARKET = SmallMarket.of("CRASH").withOwnBook("2000000");
    private static final BigDecimal INITIAL_RATE = new BigDecimal("0.10");
    private static final BigDecimal MAINTENANCE_RATE = new BigDecimal("0.05");
    private static final Offset<BigDecimal> ROUNDED = within(new BigDecimal("0.000003"));
    private static final String LONG = "the-long";
    private static final String FUND = "fund:" + MARKET.underlying();
    private static final String KEEPER = "the-keeper";

    /** Where the fall ends: no keeper pays more. */
    private static final String MARK = "91";

    private static final List<String> CROWD = List.of("crowd-1", "crowd-2");

    @RegisterExtension
    static final ClusterForTests CLUSTER = new ClusterForTests();

    private ClearingClient client;
    private MarketBehindTheGateway market;

    @BeforeEach
    void openMarket() {
        client = CLUSTER.client("tester");
        market = new MarketBehindTheGateway(client, MARKET, "crash");
        market.awaitLive();
    }

    @AfterEach
    void close() {
        market.close();
        client.close();
    }

    @Test
    @DisplayName(
            "a fall calls the margin, then liquidates; a keeper takes the slices; the books balance and nobody sleeps")
    void crash() {
        openAccounts();
        market.trade(1, CROWD.get(0), CROWD.get(1), "20000");
        market.trade(2, LONG, CROWD.get(1), "1000");
        Watch<WatchAccountResponse> story = Watch.of(
                client,
                Calls.WATCH_ACCOUNT,
                WatchAccountRequest.newBuilder().setAccountId(LONG).build());
        Watch<WatchAuctionsResponse> auctions =
                Watch.of(client, Calls.WATCH_AUCTIONS, WatchAuctionsRequest.getDefaultInstance());

        fallUntilCalled(story);
        market.fallTo(MARK);
        Auction slice =
                auctions.await("an auction of the long", PATIENCE, CrashThroughTheGatewayTest::auctionOfTheLong);
        refuseBadTake(slice);
        TakeSliceResponse taken = market.take(KEEPER, 1, slice, MARK);
        assertThat(new BigDecimal(taken.getQuantity()))
                .isEqualByComparingTo(new BigDecimal(slice.getQuantity()).negate());
        liquidationEnds(story, auctions);

        market.booksBalance();
        nobodySleeps();
    }

    private void openAccounts() {
        market.deposit(FUND, "10000");
        market.open(LONG, Account.Role.TRADER, "13000");
        market.open(KEEPER, Account.Role.KEEPER, "100000");
        CROWD.forEach(id -> market.open(id, Account.Role.TRADER, "1000000"));
    }

    private void fallUntilCalled(Watch<WatchAccountResponse> story) {
        market.fallTo("96", "93");
        assertThat(market.account(LONG).getHealthState())
                .describedAs("at 93 nothing is called")
                .isEqualTo(HealthState.HEALTHY);
        market.fallTo("92");
        called(story);
    }

    private void called(Watch<WatchAccountResponse> story) {
        MarginCall call = story.await("a margin call", PATIENCE, CrashThroughTheGatewayTest::marginCall);

        BigDecimal mark = new BigDecimal(call.getChange().getPrices(0).getMarkPrice());
        assertThat(mark)
                .describedAs("92, and a little of the basis when the index was there before the own book")
                .isBetween(new BigDecimal("92"), new BigDecimal("92.07"));
        BigDecimal equity = mark.multiply(new BigDecimal("1000")).subtract(new BigDecimal("87000"));
        BigDecimal maintenance = mark.multiply(new BigDecimal("50"));
        assertThat(new BigDecimal(call.getChange().getEquity()))
                .describedAs("13,000 + 1,000 * (mark - 100)")
                .isCloseTo(equity, ROUNDED);
        assertThat(new BigDecimal(call.getChange().getMaintenanceMargin()))
                .describedAs("5 %% of 1,000 at the mark")
                .isCloseTo(maintenance, ROUNDED);
        assertThat(new BigDecimal(call.getShortfall()))
                .describedAs("1.2 * maintenance - equity cures the call")
                .isCloseTo(maintenance.multiply(new BigDecimal("1.2")).subtract(equity), ROUNDED);
        assertThat(call.getReductionsList()).isNotEmpty();
        assertThatThrownCode(() -> market.trade(3, LONG, CROWD.get(1), "1")).isEqualTo("REDUCE_ONLY");
    }

    private void liquidationEnds(Watch<WatchAccountResponse> story, Watch<WatchAuctionsResponse> auctions) {
        takeWhatComes(story, auctions);
        Liquidation liquidation = client.call(
                        Calls.LIST_LIQUIDATIONS,
                        ListLiquidationsRequest.newBuilder().setAccountId(LONG).build())
                .getLiquidations(0);

        assertThat(liquidation.getPhase()).isEqualTo(Liquidation.Phase.ENDED);
        assertThat(new BigDecimal(liquidation.getClosedNotional())).isPositive();
        assertThat(new BigDecimal(liquidation.getDeficit())).isZero();
        wasTold(story);
        assertThat(market.account(LONG).hasLiquidation()).isFalse();
        auctions.await(
                "an auction that is filled",
                PATIENCE,
                change -> Optional.of(change)
                        .filter(WatchAuctionsResponse::hasClosed)
                        .filter(closed -> closed.getClosed().getReason() == AuctionClosed.Reason.FILLED));
    }

    private static void wasTold(Watch<WatchAccountResponse> story) {
        assertThat(story.seen().stream().map(WatchAccountResponse::getUpdateCase))
                .containsSubsequence(
                        UpdateCase.SNAPSHOT,
                        UpdateCase.MARGIN_CALL,
                        UpdateCase.LIQUIDATION_STARTED,
                        UpdateCase.SLICE_OFFERED,
                        UpdateCase.LIQUIDATION_ENDED);
        assertThat(story.seen().stream().map(WatchAccountResponse::getVersion))
                .describedAs("each version once and in order")
                .isSorted()
                .doesNotHaveDuplicates();
    }

    /** A liquidation sells as fast as its market permits, in one slice or several; the keeper takes each. */
    private void takeWhatComes(Watch<WatchAccountResponse> story, Watch<WatchAuctionsResponse> auctions) {
        Map<String, Auction> open = new HashMap<>();
        Await.until("the end of the liquidation", PATIENCE, () -> {
            open.clear();
            for (WatchAuctionsResponse change : auctions.seen()) {
                auctionOfTheLong(change).ifPresent(auction -> open.put(auction.getSliceId(), auction));
                if (change.hasClosed()) {
                    open.remove(change.getClosed().getSliceId());
                }
            }
            open.values().forEach(this::takeIfStillThere);
            return story.seen().stream()
                    .filter(WatchAccountResponse::hasLiquidationEnded)
                    .findFirst();
        });
    }

    private void takeIfStillThere(Auction auction) {
        try {
            market.take(KEEPER, 2, auction, MARK);
        } catch (StatusRuntimeException gone) {
            assertThat(ClearingClient.codeOf(gone))
                    .isIn("SLICE_UNKNOWN", "SLICE_EXCEEDED", "SLICE_IN_USE", "LIMIT_NOT_MET");
        }
    }

    /** Invariant 3, with health computed by the core from what the gateway says. */
    private void nobodySleeps() {
        ValidatedPrice price = market.newestPrice();
        for (String id : List.of(LONG, KEEPER, CROWD.get(0), CROWD.get(1))) {
            Account account = market.account(id);
            MarginResult margin = PublicMargin.of(account, price, INITIAL_RATE, MAINTENANCE_RATE);
            assertThat(new BigDecimal(account.getMargin().getEquity())
                            .subtract(margin.equity())
                            .abs())
                    .describedAs("equity of %s, shown to two decimals", id)
                    .isLessThan(new BigDecimal("0.01"));
            assertThat(margin.equity().compareTo(margin.maintenance()) >= 0
                            || account.getHealthState().getNumber() >= HealthState.LIQUIDATING_VALUE)
                    .describedAs(
                            "%s has equity %s, needs %s and is %s",
                            id, margin.equity(), margin.maintenance(), account.getHealthState())
                    .isTrue();
        }
    }

    private void refuseBadTake(Auction slice) {
        assertThatThrownCode(() -> market.take(KEEPER, 99, slice, "1")).isEqualTo("LIMIT_NOT_MET");
    }

    private static Optional<MarginCall> marginCall(WatchAccountResponse change) {
        return change.hasMarginCall() ? Optional.of(change.getMarginCall()) : Optional.empty();
    }

    private static Optional<Auction> auctionOfTheLong(WatchAuctionsResponse change) {
        return switch (change.getUpdateCase()) {
            case OPENED ->
                Optional.of(change.getOpened())
                        .filter(auction -> auction.getAccountId().equals(LONG));
            case CHANGED ->
                Optional.of(change.getChanged())
                        .filter(auction -> auction.getAccountId().equals(LONG));
            default -> Optional.empty();
        };
    }
}
