package io.breakwater.node.grpc;

import io.breakwater.clearing.v1.ClearTradeRequest;
import io.breakwater.clearing.v1.ClearTradeResponse;
import io.breakwater.clearing.v1.ClearingServicePowerApi;
import io.breakwater.clearing.v1.GetSettlementRequest;
import io.breakwater.clearing.v1.GetSettlementResponse;
import io.breakwater.clearing.v1.SettlementKind;
import io.breakwater.clearing.v1.TradeFee;
import io.breakwater.core.account.Account;
import io.breakwater.core.account.Reservation;
import io.breakwater.core.account.SettlementOutcome;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.market.MarketBoard;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.grpc.javadsl.Metadata;

/** Serves clearing: a trade becomes a settlement of two legs, booked in both accounts or in none. */
final class ClearingGrpcService implements ClearingServicePowerApi {

    private static final int MOST_FEES = 8;

    private final Accounts accounts;
    private final MarketBoard board;

    ClearingGrpcService(Accounts accounts, MarketBoard board) {
        this.accounts = accounts;
        this.board = board;
    }

    @Override
    public CompletionStage<ClearTradeResponse> clearTrade(ClearTradeRequest in, Metadata metadata) {
        return Calls.answer(metadata, "ClearTrade", () -> {
            Settlement trade = trade(in);
            return accounts.clear(trade).thenApply(answer -> {
                answer.refusal().ifPresent(refusal -> {
                    throw Refusals.exception(refusal);
                });
                return ClearTradeResponse.newBuilder()
                        .setSettlement(booked(trade))
                        .build();
            });
        });
    }

    private Settlement trade(ClearTradeRequest in) {
        SettlementId id = Fields.key("idempotency_key", in.getIdempotencyKey());
        String buyer = Fields.accountId("buyer_account_id", in.getBuyerAccountId());
        String seller = Fields.accountId("seller_account_id", in.getSellerAccountId());
        Fields.require(!buyer.equals(seller), "seller_account_id", seller, "another account than the buyer's");
        Instrument instrument = Fields.instrument("instrument", in.getInstrument());
        Quantity quantity = Fields.positiveQuantity("quantity", in.getQuantity());
        Price price = mayBeNegative(instrument)
                ? Fields.price("price", in.getPrice())
                : Fields.positivePrice("price", in.getPrice());
        Leg bought = Leg.of(buyer, false, List.of(Leg.Movement.at(instrument, quantity, price)));
        Leg sold = bought.opposite(seller, false);
        Fields.require(in.getFeesCount() <= MOST_FEES, "fees", in.getFeesCount() + " fees", "at most " + MOST_FEES);
        for (int i = 0; i < in.getFeesCount(); i++) {
            TradeFee fee = in.getFees(i);
            String path = "fees[" + i + "]";
            boolean isBuyers = fee.getAccountId().equals(buyer);
            Fields.require(
                    isBuyers || fee.getAccountId().equals(seller),
                    path + ".account_id",
                    fee.getAccountId(),
                    "the buyer or the seller");
            bought = isBuyers ? with(bought, path, fee) : bought;
            sold = isBuyers ? sold : with(sold, path, fee);
        }
        return Settlement.of(id, Settlement.Kind.TRADE, bought, sold);
    }

    private static Leg with(Leg leg, String path, TradeFee fee) {
        String fund = Fields.accountId(path + ".fund", fee.getFund());
        Fields.require(fund.startsWith("fund:"), path + ".fund", fund, "the account id of a fund, such as fund:BTC");
        return leg.withFee(fund, Fields.moneyNotNegative(path + ".amount", fee.getAmount()));
    }

    private boolean mayBeNegative(Instrument instrument) {
        return board.view()
                .parameters()
                .underlying(instrument.underlying())
                .map(UnderlyingParameters::mayBeNegative)
                .orElse(false);
    }

    private static io.breakwater.clearing.v1.Settlement booked(Settlement trade) {
        Leg committing = trade.second();
        var message = io.breakwater.clearing.v1.Settlement.newBuilder()
                .setSettlementId(AccountMessages.key(trade.id()))
                .setState(io.breakwater.clearing.v1.Settlement.State.BOOKED)
                .setKind(SettlementKind.TRADE)
                .setAccountId(committing.account())
                .setCounterparty(trade.first().account());
        committing.movements().forEach(movement -> message.addMovements(AccountMessages.movement(movement)));
        return message.build();
    }

    @Override
    public CompletionStage<GetSettlementResponse> getSettlement(GetSettlementRequest in, Metadata metadata) {
        return Calls.answer(metadata, "GetSettlement", () -> {
            SettlementId id = Fields.key("settlement_id", in.getSettlementId());
            return accounts.read(Fields.accountId("account_id", in.getAccountId()))
                    .thenApply(AccountGrpcService::requireOpened)
                    .thenApply(account -> GetSettlementResponse.newBuilder()
                            .setSettlement(known(account, id))
                            .build());
        });
    }

    private static io.breakwater.clearing.v1.Settlement known(Account account, SettlementId id) {
        var message = io.breakwater.clearing.v1.Settlement.newBuilder()
                .setSettlementId(AccountMessages.key(id))
                .setAccountId(account.id());
        Optional<Reservation> reserved =
                Optional.ofNullable(account.reservations().get(id));
        reserved.ifPresent(held -> {
            message.setKind(SettlementKind.valueOf(held.settlement().kind().name()))
                    .setCounterparty(held.settlement().counterpartyOf(account.id()));
            held.leg().movements().forEach(movement -> message.addMovements(AccountMessages.movement(movement)));
        });
        return message.setState(state(reserved.isPresent(), account.outcomes().get(id)))
                .build();
    }

    private static io.breakwater.clearing.v1.Settlement.State state(
            boolean isReserved, Optional<SettlementOutcome> outcome) {
        if (outcome.isPresent()) {
            return outcome.get().isBooked()
                    ? io.breakwater.clearing.v1.Settlement.State.BOOKED
                    : io.breakwater.clearing.v1.Settlement.State.REFUSED;
        }
        return isReserved
                ? io.breakwater.clearing.v1.Settlement.State.RESERVED
                : io.breakwater.clearing.v1.Settlement.State.UNKNOWN;
    }
}
