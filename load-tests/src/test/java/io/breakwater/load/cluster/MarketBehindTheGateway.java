package io.breakwater.load.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.clearing.v1.Account;
import io.breakwater.clearing.v1.AssetAmount;
import io.breakwater.clearing.v1.Auction;
import io.breakwater.clearing.v1.ClearTradeRequest;
import io.breakwater.clearing.v1.DepositRequest;
import io.breakwater.clearing.v1.FeedState;
import io.breakwater.clearing.v1.FundDepositRequest;
import io.breakwater.clearing.v1.MarginMode;
import io.breakwater.clearing.v1.OpenAccountRequest;
import io.breakwater.clearing.v1.Settlement;
import io.breakwater.clearing.v1.TakeSliceRequest;
import io.breakwater.clearing.v1.TakeSliceResponse;
import io.breakwater.clearing.v1.ValidatedPrice;
import io.breakwater.clearing.v1.WatchPricesRequest;
import io.breakwater.clearing.v1.WatchPricesResponse;
import io.breakwater.core.ledger.Conservation;
import io.breakwater.core.money.Money;
import io.breakwater.load.client.Calls;
import io.breakwater.load.client.ClearingClient;
import io.breakwater.load.client.IdempotencyKeys;
import io.breakwater.load.client.QuoteSources;
import io.breakwater.load.client.SmallMarket;
import io.grpc.StatusRuntimeException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractStringAssert;

/** One market, spoken to through the gateway of a cluster: its sources, its accounts and keepers, its books. */
final class MarketBehindTheGateway implements AutoCloseable {

    /** How long a test waits for what another process does. */
    static final Duration PATIENCE = Duration.ofSeconds(180);

    private static final Duration QUOTE_INTERVAL = Duration.ofMillis(250);

    private final ClearingClient client;
    private final IdempotencyKeys keys;
    private final Map<String, Money> deposits = new HashMap<>();
    private final SmallMarket market;
    private final QuoteSources quotes;
    private final Watch<WatchPricesResponse> prices;

    /** Defines it and quotes 100. */
    MarketBehindTheGateway(ClearingClient client, SmallMarket market, String keyPrefix) {
        this.client = client;
        this.market = market;
        keys = new IdempotencyKeys(LocalDate.now(ZoneOffset.UTC), keyPrefix);
        market.define(client, keys);
        quotes = QuoteSources.start(client, market, "100", QUOTE_INTERVAL, Clock.systemUTC());
        prices = Watch.of(
                client,
                Calls.WATCH_PRICES,
                WatchPricesRequest.newBuilder()
                        .addUnderlyings(market.underlying())
                        .build());
    }

    /** Waits until its price is trusted. */
    void awaitLive() {
        Await.until(
                "LIVE price", PATIENCE, () -> Optional.of(market.feed(client)).filter(FeedState.LIVE::equals));
    }

    /** A new account with this much USDC. */
    void open(String id, Account.Role role, String amount) {
        client.call(
                Calls.OPEN_ACCOUNT,
                OpenAccountRequest.newBuilder()
                        .setIdempotencyKey(keys.of("open-" + id, 0))
                        .setAccountId(id)
                        .setRole(role)
                        .setMode(MarginMode.CROSS)
                        .build());
        client.call(
                Calls.DEPOSIT,
                DepositRequest.newBuilder()
                        .setIdempotencyKey(keys.of("deposit-" + id, 0))
                        .setAccountId(id)
                        .setAmount(AssetAmount.newBuilder().setAsset("USDC").setAmount(amount))
                        .build());
        deposits.put(id, Money.of(amount));
    }

    /** Money for a fund of the house. */
    void deposit(String fund, String amount) {
        client.call(
                Calls.FUND_DEPOSIT,
                FundDepositRequest.newBuilder()
                        .setIdempotencyKey(keys.of("fund", 0))
                        .setAccountId(fund)
                        .setAmount(amount)
                        .build());
        deposits.put(fund, Money.of(amount));
    }

    /** A trade at 100 that must be booked. */
    void trade(long number, String buyer, String seller, String quantity) {
        Settlement settlement = client.call(
                        Calls.CLEAR_TRADE,
                        ClearTradeRequest.newBuilder()
                                .setIdempotencyKey(keys.of("trade", number))
                                .setBuyerAccountId(buyer)
                                .setSellerAccountId(seller)
                                .setInstrument(market.perpetual())
                                .setQuantity(quantity)
                                .setPrice("100")
                                .build())
                .getSettlement();
        assertThat(settlement.getState()).isEqualTo(Settlement.State.BOOKED);
    }

    /** A keeper takes all of a slice, paying no more than a limit. */
    TakeSliceResponse take(String keeper, long number, Auction slice, String limit) {
        return client.call(Calls.TAKE_SLICE, request(keeper, number, slice, limit));
    }

    private TakeSliceRequest request(String keeper, long number, Auction slice, String limit) {
        return TakeSliceRequest.newBuilder()
                .setIdempotencyKey(keys.of("take-" + slice.getSliceId(), number))
                .setKeeperAccountId(keeper)
                .setAccountId(slice.getAccountId())
                .setSliceId(slice.getSliceId())
                .setQuantity(new BigDecimal(slice.getQuantity()).abs().toPlainString())
                .setLimitPrice(limit)
                .build();
    }

    /** An account now. */
    Account account(String id) {
        return PublicBooks.read(client, id);
    }

    /** The price goes through these levels, and each is the mark before the next. */
    void fallTo(String... levels) {
        for (String level : levels) {
            quotes.setPrice(level);
            Await.until(
                    "a LIVE price of " + level,
                    PATIENCE,
                    () -> Optional.of(newestPrice())
                            .filter(price -> price.getFeed() == FeedState.LIVE)
                            .filter(price ->
                                    new BigDecimal(price.getMarks(0).getMark()).compareTo(new BigDecimal(level)) == 0));
        }
    }

    /** What the stream of prices said last. */
    ValidatedPrice newestPrice() {
        List<WatchPricesResponse> seen = Await.until(
                "a price", PATIENCE, () -> Optional.of(prices.seen()).filter(all -> !all.isEmpty()));
        return seen.get(seen.size() - 1).getPrices(0);
    }

    /**
     * Fails when the books do not balance within the patience. Accounts are read one after the other: what moves between two of them is there twice or not at all.
     */
    void booksBalance() {
        Await.until("quiet books that balance", PATIENCE, () -> {
            try {
                return Optional.of(PublicBooks.audit(client, deposits, List.of()))
                        .filter(Conservation.Imbalance::positionsBalance)
                        .filter(Conservation.Imbalance::cashBalances);
            } catch (IllegalStateException openReservation) {
                return Optional.empty();
            }
        });
    }

    /** The refusal of a call that must be refused. */
    static AbstractStringAssert<?> assertThatThrownCode(Runnable call) {
        try {
            call.run();
        } catch (StatusRuntimeException refused) {
            return assertThat(ClearingClient.codeOf(refused));
        }
        throw new AssertionError("was not refused");
    }

    @Override
    public void close() {
        quotes.close();
    }
}
