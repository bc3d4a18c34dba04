package io.breakwater.load.driver;

import io.breakwater.clearing.v1.AssetAmount;
import io.breakwater.clearing.v1.ClearTradeRequest;
import io.breakwater.clearing.v1.DepositRequest;
import io.breakwater.load.client.Calls;
import io.breakwater.load.client.ClearingClient;
import io.breakwater.load.client.IdempotencyKeys;
import io.grpc.MethodDescriptor;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Trades and deposits of clients, sent to a gateway.
 *
 * <p>Call i is a trade when {@code floor((i+1)*p/100) > floor(i*p/100)} for p percent of trades, so they are spread evenly.
 * Accounts take turns; each buys as often as it sells, so positions stay small and every trade has margin.
 *
 * @param client the way to the gateway
 * @param keys of the run
 * @param stage part of the keys: differs between the loops of a run
 * @param accounts at least two
 * @param trades what is traded
 * @param tradePercent 0 for deposits alone, 100 for trades alone
 */
record ClearingTarget(
        ClearingClient client,
        IdempotencyKeys keys,
        String stage,
        List<String> accounts,
        TradeTerms trades,
        int tradePercent)
        implements LoadTarget {

    static final String TRADE = "trade";
    static final String DEPOSIT = "deposit";
    private static final AssetAmount ONE_USDC =
            AssetAmount.newBuilder().setAsset("USDC").setAmount("1").build();
    private static final int PERCENT = 100;

    /**
     * What is traded.
     *
     * @param instrument its name
     * @param quantity of each trade
     * @param price of each trade
     */
    record TradeTerms(String instrument, String quantity, String price) {}

    @Override
    public String kind(long index) {
        return (index + 1) * tradePercent / PERCENT > index * tradePercent / PERCENT ? TRADE : DEPOSIT;
    }

    @Override
    public CompletionStage<String> call(long index) {
        return kind(index).equals(TRADE)
                ? outcome(Calls.CLEAR_TRADE, trade(index))
                : outcome(Calls.DEPOSIT, deposit(index));
    }

    private <Q, A> CompletionStage<String> outcome(MethodDescriptor<Q, A> method, Q question) {
        return client.ask(method, question)
                .handle((answer, failure) -> failure == null ? OK : ClearingClient.codeOf(failure));
    }

    /** The distance of the two parties changes with every round through the accounts, so that all pairs meet. */
    private ClearTradeRequest trade(long index) {
        int size = accounts.size();
        int buyer = (int) (index % size);
        int distance = 1 + (int) (index / size % (size - 1));
        return ClearTradeRequest.newBuilder()
                .setIdempotencyKey(keys.of(stage, index))
                .setBuyerAccountId(accounts.get(buyer))
                .setSellerAccountId(accounts.get((buyer + distance) % size))
                .setInstrument(trades.instrument())
                .setQuantity(trades.quantity())
                .setPrice(trades.price())
                .build();
    }

    private DepositRequest deposit(long index) {
        return DepositRequest.newBuilder()
                .setIdempotencyKey(keys.of(stage, index))
                .setAccountId(accounts.get((int) (index % accounts.size())))
                .setAmount(ONE_USDC)
                .build();
    }
}
