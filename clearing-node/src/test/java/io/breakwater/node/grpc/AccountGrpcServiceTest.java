package io.breakwater.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.typesafe.config.ConfigFactory;
import io.breakwater.clearing.v1.Account.Role;
import io.breakwater.clearing.v1.AssetAmount;
import io.breakwater.clearing.v1.ClearTradeRequest;
import io.breakwater.clearing.v1.DepositRequest;
import io.breakwater.clearing.v1.DepositResponse;
import io.breakwater.clearing.v1.GetAccountRequest;
import io.breakwater.clearing.v1.IdempotencyKey;
import io.breakwater.clearing.v1.MarginMode;
import io.breakwater.clearing.v1.OpenAccountRequest;
import io.breakwater.clearing.v1.Refusal;
import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.clearing.v1.WithdrawRequest;
import io.breakwater.contract.CallMetadata;
import io.breakwater.contract.RefusalStatus;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.market.MarketBoard;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.grpc.javadsl.Metadata;
import org.apache.pekko.grpc.javadsl.MetadataBuilder;
import org.junit.jupiter.api.Test;

class AccountGrpcServiceTest {

    private static final Metadata ALICE =
            new MetadataBuilder().addText(CallMetadata.CALLER, "alice").build();
    private static final String TODAY = Instant.ofEpochMilli(MarketAt.NOW_MILLIS)
            .atZone(ZoneOffset.UTC)
            .toLocalDate()
            .toString();

    private final MarketBoard board = MarketAt.board("60000", "3000");
    private final AccountsOfOneNode accounts = new AccountsOfOneNode(board);
    private final AccountGrpcService service =
            new AccountGrpcService(accounts, board, GrpcSettings.of(ConfigFactory.load()));
    private final ClearingGrpcService clearing = new ClearingGrpcService(accounts, board);

    @Test
    void depositIsBookedOnceUnderItsKey() {
        open("acct-1");

        DepositResponse first = done(service.deposit(deposit("k1", "100.5"), ALICE));
        DepositResponse again = done(service.deposit(deposit("k1", "100.5"), ALICE));

        assertThat(first.getBalance().getAmount()).isEqualTo("100.500000");
        assertThat(again.getBalance()).isEqualTo(first.getBalance());
        assertThat(refusal(() -> service.deposit(deposit("k1", "100.6"), ALICE)).getCode())
                .isEqualTo(RefusalCode.ID_REUSED);
    }

    @Test
    void withdrawalOfOneUnitMoreThanThereIsIsRefusedWithBothNumbers() {
        open("acct-1");
        done(service.deposit(deposit("k1", "98"), ALICE));

        Refusal refusal = refusal(() -> service.withdraw(withdrawal("k2", "98.000001"), ALICE));

        assertThat(RefusalStatus.sentence(refusal)).startsWith("INSUFFICIENT_BALANCE: asset USDC, needs 98.000001");
        assertThat(done(service.withdraw(withdrawal("k3", "98"), ALICE))
                        .getBalance()
                        .getAmount())
                .isEqualTo("0.000000");
    }

    @Test
    void fieldAtFaultIsNamedWithItsValueAndItsRule() {
        open("acct-1");

        Refusal refusal = refusal(() -> service.deposit(deposit("k1", "1.0000001"), ALICE));

        assertThat(refusal.getCode()).isEqualTo(RefusalCode.FIELD_INVALID);
        assertThat(refusal.getViolations(0).getField()).isEqualTo("amount.amount");
        assertThat(refusal.getViolations(0).getValue()).isEqualTo("1.0000001");
        assertThat(refusal.getViolations(0).getRule()).isEqualTo("at most 6 decimals");
        assertThat(accounts.account("acct-1").cash()).isEqualTo(Money.ZERO);
    }

    @Test
    void callWithoutCallerAndAccountNobodyOpenedAreRefused() {
        assertThat(refusal(() -> service.getAccount(get("acct-1"), MetadataBuilder.empty()))
                        .getCode())
                .isEqualTo(RefusalCode.UNAUTHENTICATED);
        assertThat(refusal(() -> service.getAccount(get("acct-1"), ALICE)).getCode())
                .isEqualTo(RefusalCode.ACCOUNT_UNKNOWN);
    }

    @Test
    void tradeIsASettlementOfTwoLegsThatBalance() {
        ClearTradeRequest trade = ClearTradeRequest.newBuilder()
                .setIdempotencyKey(key("t1"))
                .setBuyerAccountId("acct-1")
                .setSellerAccountId("acct-2")
                .setInstrument("BTC-PERP")
                .setQuantity("0.5")
                .setPrice("60000")
                .build();

        done(clearing.clearTrade(trade, ALICE));

        Settlement settlement = accounts.cleared.get(0);
        Leg bought = settlement.legOf("acct-1");
        assertThat(bought.movements().get(0).quantity()).isEqualTo(Quantity.of("0.5"));
        assertThat(bought.movements().get(0).quote()).isEqualTo(Money.of("-30000"));
        assertThat(settlement.legOf("acct-2").movements().get(0).quote()).isEqualTo(Money.of("30000"));
        assertThat(refusal(() -> clearing.clearTrade(
                                trade.toBuilder().setPrice("0").build(), ALICE))
                        .getViolations(0)
                        .getField())
                .isEqualTo("price");
        accounts.settlementRefusal = java.util.Optional.of(io.breakwater.core.account.Refusal.of(
                io.breakwater.core.account.RefusalCode.REDUCE_ONLY, "state", "MARGIN_CALL"));
        assertThat(RefusalStatus.sentence(refusal(() -> clearing.clearTrade(trade, ALICE))))
                .isEqualTo("REDUCE_ONLY: state MARGIN_CALL");
    }

    private void open(String id) {
        done(service.openAccount(
                OpenAccountRequest.newBuilder()
                        .setIdempotencyKey(key("open-" + id))
                        .setAccountId(id)
                        .setRole(Role.TRADER)
                        .setMode(MarginMode.CROSS)
                        .build(),
                ALICE));
    }

    private static GetAccountRequest get(String id) {
        return GetAccountRequest.newBuilder().setAccountId(id).build();
    }

    private static DepositRequest deposit(String key, String amount) {
        return DepositRequest.newBuilder()
                .setIdempotencyKey(key(key))
                .setAccountId("acct-1")
                .setAmount(AssetAmount.newBuilder().setAsset("USDC").setAmount(amount))
                .build();
    }

    private static WithdrawRequest withdrawal(String key, String amount) {
        return WithdrawRequest.newBuilder()
                .setIdempotencyKey(key(key))
                .setAccountId("acct-1")
                .setAmount(AssetAmount.newBuilder().setAsset("USDC").setAmount(amount))
                .build();
    }

    private static IdempotencyKey key(String key) {
        return IdempotencyKey.newBuilder().setBusinessDate(TODAY).setKey(key).build();
    }

    private static <T> T done(CompletionStage<T> answer) {
        return answer.toCompletableFuture().join();
    }

    private static Refusal refusal(Supplier<CompletionStage<?>> call) {
        Throwable failure = catchThrowable(() -> done(call.get()));
        return RefusalStatus.of(failure).orElseThrow(() -> new AssertionError("no refusal", failure));
    }
}
