package io.breakwater.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.clearing.v1.Account;
import io.breakwater.clearing.v1.AssetAmount;
import io.breakwater.clearing.v1.DepositRequest;
import io.breakwater.clearing.v1.ExplainMarginRequest;
import io.breakwater.clearing.v1.Fund;
import io.breakwater.clearing.v1.FundDepositRequest;
import io.breakwater.clearing.v1.GetSettlementRequest;
import io.breakwater.clearing.v1.ListFundsRequest;
import io.breakwater.clearing.v1.MarginMode;
import io.breakwater.clearing.v1.MarginTerm;
import io.breakwater.clearing.v1.OpenAccountRequest;
import io.breakwater.clearing.v1.Settlement;
import java.math.BigDecimal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Money comes in and trades are cleared. */
abstract class TradeStory extends NodeStory {

    @Test
    @Order(1)
    @DisplayName("accounts are opened and paid into, trades are cleared once, and margin is explained term by term")
    void trades() {
        TRADERS.forEach(id -> open(id, id.equals("keeper") ? Account.Role.KEEPER : Account.Role.TRADER));
        deposit("long", "13000");
        deposit("keeper", "100000");
        deposit("crowd-1", "1000000");
        deposit("crowd-2", "1000000");

        trade("crowd", "crowd-1", "crowd-2", PERPETUAL, "20000");
        trade("long", "long", "crowd-2", PERPETUAL, "1000");
        trade("long", "long", "crowd-2", PERPETUAL, "1000");
        trade("future", "crowd-1", "crowd-2", FUTURE, "10");

        isBookedOnce();
        isExplained();
    }

    private void isBookedOnce() {
        Settlement known = clients.call(
                        clients.clearing.getSettlement(),
                        GetSettlementRequest.newBuilder()
                                .setSettlementId(clients.key("trade-long"))
                                .setAccountId("long")
                                .build())
                .getSettlement();
        assertThat(known.getState()).isEqualTo(Settlement.State.BOOKED);
        assertThat(account("long").getPositions(0).getQuantity()).isEqualTo("1000");
    }

    private void isExplained() {
        var explained = clients.call(
                clients.accounts.explainMargin(),
                ExplainMarginRequest.newBuilder().setAccountId("long").build());
        assertThat(explained.getTermsList().stream()
                        .filter(term -> term.getNumber().equals("maintenance_margin"))
                        .map(MarginTerm::getValue)
                        .map(BigDecimal::new)
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(explained.getFigures().getMaintenanceMargin())
                .isEqualByComparingTo("5000");
    }

    private void open(String id, Account.Role role) {
        clients.call(
                clients.accounts.openAccount(),
                OpenAccountRequest.newBuilder()
                        .setIdempotencyKey(clients.key("open-" + id))
                        .setAccountId(id)
                        .setRole(role)
                        .setMode(MarginMode.CROSS)
                        .build());
    }

    private void deposit(String id, String amount) {
        clients.call(
                clients.accounts.deposit(),
                DepositRequest.newBuilder()
                        .setIdempotencyKey(clients.key("deposit-" + id))
                        .setAccountId(id)
                        .setAmount(AssetAmount.newBuilder().setAsset("USDC").setAmount(amount))
                        .build());
    }

    @Test
    @Order(2)
    @DisplayName(
            "the house's accounts are opened with the underlying, and money paid in twice with one key is there once")
    void funds() {
        FundDepositRequest deposit = FundDepositRequest.newBuilder()
                .setIdempotencyKey(clients.key("fund"))
                .setAccountId("fund:WAVE")
                .setAmount("10000")
                .build();
        clients.call(clients.admin.fundDeposit(), deposit);
        assertThat(clients.call(clients.admin.fundDeposit(), deposit).getCash()).isEqualTo("10000.000000");

        assertThat(
                        clients
                                .call(clients.admin.listFunds(), ListFundsRequest.getDefaultInstance())
                                .getFundsList()
                                .stream()
                                .map(Fund::getAccountId))
                .containsExactly(
                        "backstop:CALM", "backstop:WAVE", "fund:CALM", "fund:WAVE", "fund:global", "tranche:operator");
    }
}
