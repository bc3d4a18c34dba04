package io.breakwater.node.grpc;

import io.breakwater.clearing.v1.Fund;
import io.breakwater.clearing.v1.FundDepositRequest;
import io.breakwater.clearing.v1.FundDepositResponse;
import io.breakwater.clearing.v1.ListFundsResponse;
import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountCommand;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.account.LifecycleCommand;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.margin.Valuation;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.account.AccountProtocol;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.market.MarketBoard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The accounts of the house: opened with an underlying, listed, and paid into by the operator. */
final class HouseFunds {

    private record House(String id, Fund.Kind kind) {}

    private final Accounts accounts;
    private final MarketBoard board;

    HouseFunds(Accounts accounts, MarketBoard board) {
        this.accounts = accounts;
        this.board = board;
    }

    /** Opens what the waterfall of an underlying needs; what is open already stays as it is. */
    CompletionStage<Void> open(String underlying) {
        return open(HouseAccounts.symbolFund(underlying), AccountRole.FUND)
                .thenCompose(done -> open(HouseAccounts.backstop(underlying), AccountRole.BACKSTOP))
                .thenCompose(done -> open(HouseAccounts.GLOBAL_FUND, AccountRole.FUND))
                .thenCompose(done -> open(HouseAccounts.TRANCHE, AccountRole.TRANCHE))
                .thenApply(done -> null);
    }

    private CompletionStage<AccountProtocol.Reply> open(String id, AccountRole role) {
        return execute(id, new LifecycleCommand.Open(role, MarginMode.CROSS));
    }

    private CompletionStage<AccountProtocol.Reply> execute(String id, AccountCommand command) {
        return accounts.execute(id, command).thenApply(reply -> {
            reply.refusal().ifPresent(refusal -> {
                throw Refusals.exception(refusal);
            });
            return reply;
        });
    }

    /** The house's accounts that are open. */
    CompletionStage<ListFundsResponse> list() {
        List<House> houses = new ArrayList<>();
        houses.add(new House(HouseAccounts.GLOBAL_FUND, Fund.Kind.GLOBAL_FUND));
        houses.add(new House(HouseAccounts.TRANCHE, Fund.Kind.OPERATOR_TRANCHE));
        for (String underlying : board.newest().definitions().symbols().keySet()) {
            houses.add(new House(HouseAccounts.symbolFund(underlying), Fund.Kind.SYMBOL_FUND));
            houses.add(new House(HouseAccounts.backstop(underlying), Fund.Kind.BACKSTOP));
        }
        houses.sort(java.util.Comparator.comparing(House::id));
        CompletionStage<ListFundsResponse.Builder> funds =
                CompletableFuture.completedFuture(ListFundsResponse.newBuilder());
        for (House house : houses) {
            funds = funds.thenCombine(accounts.read(house.id()), (list, account) -> add(list, house, account));
        }
        return funds.thenApply(ListFundsResponse.Builder::build);
    }

    private static ListFundsResponse.Builder add(ListFundsResponse.Builder list, House house, Account account) {
        return account.status() == Account.Status.NONE
                ? list
                : list.addFunds(Fund.newBuilder()
                        .setAccountId(account.id())
                        .setKind(house.kind())
                        .setCash(AccountMessages.money(account.cash()))
                        .setVersion(account.version()));
    }

    /** Pays the operator's money in. */
    CompletionStage<FundDepositResponse> deposit(FundDepositRequest in) {
        var key = Fields.key("idempotency_key", in.getIdempotencyKey());
        String id = Fields.accountId("account_id", in.getAccountId());
        Money amount = Fields.money("amount", in.getAmount());
        var command = new LifecycleCommand.Deposit(key, Valuation.SETTLEMENT_CURRENCY, Quantity.of(amount.exact()));
        return accounts.read(id)
                .thenCompose(account -> {
                    AccountGrpcService.requireOpened(account);
                    if (account.role().isMargined()) {
                        throw Refusals.refused(
                                RefusalCode.INSTRUMENT_NOT_ALLOWED, "account", id, "role", account.role());
                    }
                    return execute(id, command);
                })
                .thenCompose(done -> accounts.read(id))
                .thenApply(account -> FundDepositResponse.newBuilder()
                        .setCash(AccountMessages.money(account.cash()))
                        .setVersion(account.version())
                        .build());
    }
}
