package io.breakwater.node.demo;

import io.breakwater.clearing.v1.Account;
import io.breakwater.clearing.v1.AssetAmount;
import io.breakwater.clearing.v1.ClearTradeRequest;
import io.breakwater.clearing.v1.DepositRequest;
import io.breakwater.clearing.v1.FundDepositRequest;
import io.breakwater.clearing.v1.MarginMode;
import io.breakwater.clearing.v1.OpenAccountRequest;
import io.breakwater.core.margin.Valuation;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.local.GatewayClients;
import io.breakwater.node.local.OperationKeys;
import io.breakwater.node.simulation.AccountPlan;
import io.breakwater.node.simulation.Participant;
import io.breakwater.node.simulation.Population;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * Brings a population to life through the gateway: opens the accounts, pays in their deposits, and clears the opening
 * trades. Accounts of the house exist with their markets and get their money from the operator.
 */
final class Seeding {

    private final GatewayClients clients;
    private final OperationKeys keys;
    private final int inFlight;

    /** Through these clients, with so many calls at a time. */
    Seeding(GatewayClients clients, OperationKeys keys, int inFlight) {
        this.clients = clients;
        this.keys = keys;
        this.inFlight = inFlight;
    }

    /** Does all of it and says how many commands that took; fails with the first refusal. */
    long seed(Population population) {
        return each(population.accounts().stream().filter(plan -> !isOfTheHouse(plan)), this::open)
                + each(
                        population.accounts().stream()
                                .filter(plan -> plan.deposit().signum() > 0),
                        this::deposit)
                + each(
                        population.accounts().stream()
                                .flatMap(plan -> plan.collateral().entrySet().stream()
                                        .map(held -> new Collateral(plan.id(), held.getKey(), held.getValue()))),
                        this::deposit)
                + each(population.openings().stream(), this::trade);
    }

    private record Collateral(String account, String asset, Quantity amount) {}

    @FunctionalInterface
    private interface Call<T> {
        CompletionStage<?> of(T item);
    }

    private <T> long each(Stream<T> items, Call<T> call) {
        BoundedCalls calls = new BoundedCalls(inFlight);
        items.forEach(item -> calls.make(() -> call.of(item)));
        calls.await();
        return calls.answered();
    }

    private static boolean isOfTheHouse(AccountPlan plan) {
        return switch (plan.participant()) {
            case TRADER, MARKET_MAKER, KEEPER -> false;
            case BACKSTOP, FUND, TRANCHE -> true;
        };
    }

    private CompletionStage<?> open(AccountPlan plan) {
        return GatewayClients.call(clients.accounts().openAccount())
                .invoke(OpenAccountRequest.newBuilder()
                        .setIdempotencyKey(keys.next("open"))
                        .setAccountId(plan.id())
                        .setRole(plan.participant() == Participant.KEEPER ? Account.Role.KEEPER : Account.Role.TRADER)
                        .setMode(MarginMode.valueOf(plan.mode().name()))
                        .build());
    }

    private CompletionStage<?> deposit(AccountPlan plan) {
        if (!isOfTheHouse(plan)) {
            return deposit(new Collateral(
                    plan.id(),
                    Valuation.SETTLEMENT_CURRENCY,
                    Quantity.of(plan.deposit().exact())));
        }
        return GatewayClients.call(clients.admin().fundDeposit())
                .invoke(FundDepositRequest.newBuilder()
                        .setIdempotencyKey(keys.next("fund"))
                        .setAccountId(plan.id())
                        .setAmount(plan.deposit().toString())
                        .build());
    }

    private CompletionStage<?> deposit(Collateral held) {
        return GatewayClients.call(clients.accounts().deposit())
                .invoke(DepositRequest.newBuilder()
                        .setIdempotencyKey(keys.next("deposit"))
                        .setAccountId(held.account())
                        .setAmount(AssetAmount.newBuilder()
                                .setAsset(held.asset())
                                .setAmount(held.amount().toString()))
                        .build());
    }

    private CompletionStage<?> trade(Population.OpeningTrade trade) {
        boolean buys = trade.quantity().signum() > 0;
        return GatewayClients.call(clients.clearing().clearTrade())
                .invoke(ClearTradeRequest.newBuilder()
                        .setIdempotencyKey(keys.next("trade"))
                        .setBuyerAccountId(buys ? trade.trader() : trade.maker())
                        .setSellerAccountId(buys ? trade.maker() : trade.trader())
                        .setInstrument(trade.instrument().name())
                        .setQuantity(trade.quantity().abs().toString())
                        .setPrice(trade.price().toString())
                        .build());
    }
}
