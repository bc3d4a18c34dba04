package io.breakwater.node.grpc;

import io.breakwater.clearing.v1.AccountServicePowerApi;
import io.breakwater.clearing.v1.AssetAmount;
import io.breakwater.clearing.v1.CloseAccountRequest;
import io.breakwater.clearing.v1.CloseAccountResponse;
import io.breakwater.clearing.v1.DepositRequest;
import io.breakwater.clearing.v1.DepositResponse;
import io.breakwater.clearing.v1.ExplainMarginRequest;
import io.breakwater.clearing.v1.ExplainMarginResponse;
import io.breakwater.clearing.v1.GetAccountRequest;
import io.breakwater.clearing.v1.GetAccountResponse;
import io.breakwater.clearing.v1.OpenAccountRequest;
import io.breakwater.clearing.v1.OpenAccountResponse;
import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.clearing.v1.SimulateMarginRequest;
import io.breakwater.clearing.v1.SimulateMarginResponse;
import io.breakwater.clearing.v1.WatchAccountRequest;
import io.breakwater.clearing.v1.WatchAccountResponse;
import io.breakwater.clearing.v1.WithdrawRequest;
import io.breakwater.clearing.v1.WithdrawResponse;
import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountCommand;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.LifecycleCommand;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.margin.Valuation;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.account.AccountProtocol;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.market.MarketBoard;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.grpc.javadsl.Metadata;
import org.apache.pekko.stream.javadsl.Source;

/** Serves accounts: opening, money in and out, watching, and margin with its reasons. */
final class AccountGrpcService implements AccountServicePowerApi {

    private final Accounts accounts;
    private final MarketBoard board;
    private final GrpcSettings settings;

    AccountGrpcService(Accounts accounts, MarketBoard board, GrpcSettings settings) {
        this.accounts = accounts;
        this.board = board;
        this.settings = settings;
    }

    @Override
    public CompletionStage<OpenAccountResponse> openAccount(OpenAccountRequest in, Metadata metadata) {
        return Calls.answer(metadata, "OpenAccount", () -> {
            Fields.key("idempotency_key", in.getIdempotencyKey());
            String id = Fields.accountId("account_id", in.getAccountId());
            AccountRole role = Fields.named("role", in.getRole(), AccountRole.class);
            Fields.require(role.isMargined(), "role", role, "TRADER or KEEPER");
            MarginMode mode = Fields.named("mode", in.getMode(), MarginMode.class);
            return execute(id, new LifecycleCommand.Open(role, mode))
                    .thenCompose(done -> accounts.read(id))
                    .thenApply(account -> OpenAccountResponse.newBuilder()
                            .setAccount(AccountMessages.account(account, board.view()))
                            .build());
        });
    }

    @Override
    public CompletionStage<GetAccountResponse> getAccount(GetAccountRequest in, Metadata metadata) {
        return Calls.answer(
                metadata,
                "GetAccount",
                () -> opened(in.getAccountId())
                        .thenApply(account -> GetAccountResponse.newBuilder()
                                .setAccount(AccountMessages.account(account, board.view()))
                                .build()));
    }

    @Override
    public CompletionStage<CloseAccountResponse> closeAccount(CloseAccountRequest in, Metadata metadata) {
        return Calls.answer(metadata, "CloseAccount", () -> {
            Fields.key("idempotency_key", in.getIdempotencyKey());
            String id = Fields.accountId("account_id", in.getAccountId());
            return accounts.read(id)
                    .thenCompose(account -> account.status() == Account.Status.CLOSED
                            ? CompletableFuture.completedFuture(account.version())
                            : execute(id, new LifecycleCommand.Close()).thenApply(AccountProtocol.Reply::version))
                    .thenApply(version -> CloseAccountResponse.newBuilder()
                            .setVersion(version)
                            .build());
        });
    }

    @Override
    public CompletionStage<DepositResponse> deposit(DepositRequest in, Metadata metadata) {
        return Calls.answer(metadata, "Deposit", () -> {
            SettlementId key = Fields.key("idempotency_key", in.getIdempotencyKey());
            String id = Fields.accountId("account_id", in.getAccountId());
            Quantity amount = amount(in.getAmount());
            String asset = in.getAmount().getAsset();
            return executeAndRead(id, new LifecycleCommand.Deposit(key, asset, amount))
                    .thenApply(done -> DepositResponse.newBuilder()
                            .setVersion(done.version())
                            .setBalance(AccountMessages.balance(done.account(), asset))
                            .build());
        });
    }

    @Override
    public CompletionStage<WithdrawResponse> withdraw(WithdrawRequest in, Metadata metadata) {
        return Calls.answer(metadata, "Withdraw", () -> {
            SettlementId key = Fields.key("idempotency_key", in.getIdempotencyKey());
            String id = Fields.accountId("account_id", in.getAccountId());
            Quantity amount = amount(in.getAmount());
            String asset = in.getAmount().getAsset();
            return executeAndRead(id, new LifecycleCommand.Withdraw(key, asset, amount))
                    .thenApply(done -> WithdrawResponse.newBuilder()
                            .setVersion(done.version())
                            .setBalance(AccountMessages.balance(done.account(), asset))
                            .build());
        });
    }

    @Override
    public Source<WatchAccountResponse, NotUsed> watchAccount(WatchAccountRequest in, Metadata metadata) {
        return Calls.asCaller(metadata, "WatchAccount", () -> {
            String id = Fields.accountId("account_id", in.getAccountId());
            Fields.require(in.getAfterVersion() >= 0, "after_version", in.getAfterVersion(), "at least 0");
            return AccountWatch.of(
                    accounts, board, id, in.getAfterVersion(), settings.watchBound(), settings.watchRenewal());
        });
    }

    @Override
    public CompletionStage<ExplainMarginResponse> explainMargin(ExplainMarginRequest in, Metadata metadata) {
        return Calls.answer(
                metadata,
                "ExplainMargin",
                () -> opened(in.getAccountId()).thenApply(account -> {
                    MarketView view = board.view();
                    try {
                        return MarginMessages.explanation(account, view);
                    } catch (IllegalArgumentException missing) {
                        throw Refusals.refused(RefusalCode.MARKET_UNKNOWN, "missing", missing.getMessage());
                    }
                }));
    }

    @Override
    public CompletionStage<SimulateMarginResponse> simulateMargin(SimulateMarginRequest in, Metadata metadata) {
        return Calls.answer(
                metadata,
                "SimulateMargin",
                () -> CompletableFuture.completedFuture(
                        MarginSimulation.answer(in, board.view(), settings.mostSimulatedAccounts())));
    }

    private record Done(long version, Account account) {}

    private CompletionStage<Done> executeAndRead(String id, AccountCommand command) {
        return execute(id, command)
                .thenCompose(reply -> accounts.read(id).thenApply(account -> new Done(reply.version(), account)));
    }

    private CompletionStage<AccountProtocol.Reply> execute(String id, AccountCommand command) {
        return accounts.execute(id, command).thenApply(reply -> {
            reply.refusal().ifPresent(refusal -> {
                throw Refusals.exception(refusal);
            });
            return reply;
        });
    }

    private CompletionStage<Account> opened(String accountId) {
        return accounts.read(Fields.accountId("account_id", accountId)).thenApply(AccountGrpcService::requireOpened);
    }

    static Account requireOpened(Account account) {
        if (account.status() == Account.Status.NONE) {
            throw Refusals.refused(RefusalCode.ACCOUNT_UNKNOWN, "account", account.id());
        }
        return account;
    }

    private static Quantity amount(AssetAmount amount) {
        Fields.require(!amount.getAsset().isBlank(), "amount.asset", amount.getAsset(), "the name of an asset");
        boolean isCurrency = amount.getAsset().equals(Valuation.SETTLEMENT_CURRENCY);
        int decimals = isCurrency ? Money.SCALE : Quantity.SCALE;
        return Quantity.of(Fields.decimal("amount.amount", amount.getAmount(), decimals));
    }
}
