package io.breakwater.node.liquidation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.liquidation.WaterfallParameters;
import io.breakwater.core.money.Money;
import io.breakwater.core.protocol.LiquidationSettlements;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.desk.LossEvents;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.time.NodeClock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What every step of the waterfall works with.
 *
 * @param clock of the node
 * @param board newest state of the markets
 * @param accounts way to every account
 * @param clearing of settlements
 * @param holders of an instrument, over the cluster
 * @param publications to the whole market
 * @param ledger makes events durable and tells the ledger after them
 * @param paid told what a layer has paid
 * @param parameters of the waterfall
 * @param settings bounds
 */
record LossWorkings(
        NodeClock clock,
        MarketBoard board,
        Accounts accounts,
        Clearing clearing,
        Holders holders,
        LossPublications publications,
        Function<List<LossEvent>, CompletionStage<LossLedger>> ledger,
        Consumer<LossProtocol.Paid> paid,
        WaterfallParameters parameters,
        LiquidationSettings settings) {

    /** The ledger as it stands. */
    CompletionStage<LossLedger> ledgerNow() {
        return ledger.apply(List.of());
    }

    CompletionStage<LossLedger> note(LossEvent event) {
        return ledger.apply(List.of(event));
    }

    /** An account's loss is covered: its market hears of it, and the ledger forgets it. */
    CompletionStage<Void> covered(String underlying, List<String> accountIds) {
        if (accountIds.isEmpty()) {
            return Stages.done();
        }
        List<LossEvent> covered =
                accountIds.stream().<LossEvent>map(LossEvent.LossCovered::new).toList();
        return Stages.all(
                        settings.haircutParallelism(),
                        accountIds,
                        account -> publications.deficit(underlying, account, false))
                .thenCompose(closed -> ledger.apply(covered))
                .thenAccept(noted -> {});
    }

    /** These accounts as they are now, in the same order. */
    CompletionStage<List<Account>> readAll(List<String> accountIds) {
        return Stages.all(settings.haircutParallelism(), accountIds, accounts::read);
    }

    /** What an account without positions owes. */
    static Money owed(Account account) {
        return account.positions().isEmpty() ? account.cash().negate().max(Money.ZERO) : Money.ZERO;
    }

    CompletionStage<LossEvents.Balances> balances(String underlying) {
        return accounts.read(HouseAccounts.symbolFund(underlying))
                .thenCompose(symbol -> accounts.read(HouseAccounts.GLOBAL_FUND)
                        .thenCompose(global -> accounts.read(HouseAccounts.TRANCHE)
                                .thenApply(tranche ->
                                        new LossEvents.Balances(symbol.cash(), global.cash(), tranche.cash()))));
    }

    /** Pays a part of an account's deficit, once: the id stays the same until the account knows how it ended. */
    CompletionStage<Boolean> pay(String payer, LiquidationsProtocol.Layer layer, String accountId, Money amount) {
        if (amount.signum() <= 0) {
            return CompletableFuture.completedFuture(true);
        }
        return accounts.read(accountId).thenCompose(account -> {
            SettlementId id = next(account, "deficit");
            return clearing.booked(LiquidationSettlements.payment(id, payer, accountId, amount))
                    .thenApply(booked -> {
                        if (booked) {
                            paid.accept(new LossProtocol.Paid(accountId, layer, amount));
                        }
                        return booked;
                    });
        });
    }

    /** The next id of a series of an account's liquidation. */
    SettlementId next(Account account, String prefix) {
        return OperationIds.next(account, board.view(), prefix, account.id(), account.liquidations());
    }
}
