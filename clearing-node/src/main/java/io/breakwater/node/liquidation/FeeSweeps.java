package io.breakwater.node.liquidation;

import io.breakwater.core.account.Account;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.money.Money;
import io.breakwater.core.protocol.LiquidationSettlements;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.market.MarketBoard;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Brings what one account owes to its funds. */
final class FeeSweeps {

    private final MarketBoard board;
    private final Accounts accounts;
    private final Clearing clearing;

    FeeSweeps(MarketBoard board, Accounts accounts, Clearing clearing) {
        this.board = board;
        this.accounts = accounts;
        this.clearing = clearing;
    }

    /** Sweeps all that an account owes now. */
    CompletionStage<Void> sweep(String accountId) {
        return accounts.read(accountId)
                .thenCompose(account ->
                        Stages.fold((Void) null, account.feesDue().entrySet(), (so, due) -> sweep(account, due)));
    }

    /** Sweeps what an account owes one fund now. */
    CompletionStage<Void> sweep(String accountId, String fund) {
        return accounts.read(accountId)
                .thenCompose(account ->
                        sweep(account, Map.entry(fund, account.feesDue().getOrDefault(fund, Money.ZERO))));
    }

    /** The id names the version that owes: the same dues are swept once, whoever asks how often. */
    private CompletionStage<Void> sweep(Account account, Map.Entry<String, Money> due) {
        if (due.getValue().signum() <= 0) {
            return Stages.done();
        }
        SettlementId id =
                OperationIds.of(OperationIds.date(board.view()), "fees", account.id(), due.getKey(), account.version());
        return clearing.clear(LiquidationSettlements.sweep(id, account.id(), due.getKey(), due.getValue()))
                .thenAccept(answer -> {});
    }
}
