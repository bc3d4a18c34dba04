package io.breakwater.node.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.account.LifecycleCommand;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A bankrupt account's other collateral meets its loss before anybody else's money does. */
class CollateralSaleTest {

    private static final String ETH_BACKSTOP = HouseAccounts.backstop("ETH");

    private final LiquidationWorld world = new LiquidationWorld();

    @AfterEach
    void close() {
        world.close();
    }

    /** The debtor holds 1 BTC with 1,300 USDC and half an ETH at 3,000. */
    @BeforeEach
    void open() {
        world.open(ETH_BACKSTOP, AccountRole.BACKSTOP, "100000")
                .deposit(LiquidationWorld.BACKSTOP, "1000000")
                .deposit(LiquidationWorld.FUND, "100000")
                .trader("maker", "100000")
                .trader("debtor", "1300");
        assertThat(world.accounts.apply(
                        "debtor", new LifecycleCommand.Deposit(world.id("ether"), "ETH", Quantity.of("0.5"))))
                .isEmpty();
        world.buy("debtor", "maker", "1", "60000");
    }

    private Quantity ether(String account) {
        return world.account(account).collateral().getOrDefault("ETH", Quantity.ZERO);
    }

    @Test
    @DisplayName("a sale that is late over midnight is asked for again under the same id: nothing is sold twice")
    void lateOverMidnight() {
        world.beforeMidnight(4_000);
        world.accounts.delay(settlement -> !settlement.legOf("debtor").assets().isEmpty());
        world.mark("56000").pass(20_000);
        world.accounts.arrive();
        world.until("closed out", () -> world.account("debtor").liquidation().isEmpty());

        assertThat(ether("debtor")).isEqualTo(Quantity.ZERO);
        assertThat(ether(ETH_BACKSTOP)).isEqualTo(Quantity.of("0.5"));
        world.assertBalanced();
    }

    @Test
    @DisplayName("its ETH is bought by their backstop for what they counted, and the fund pays only the rest")
    void meetsTheLossFirst() {
        world.mark("56000");
        world.until("closed out", () -> world.account("debtor").liquidation().isEmpty());
        world.until("the deficit is closed", () -> world.deficits().isEmpty());

        Settlement sale = world.booked(Settlement.Kind.BACKSTOP_TAKEOVER).stream()
                .filter(settlement -> settlement.counterpartyOf("debtor").equals(ETH_BACKSTOP))
                .findFirst()
                .orElseThrow();
        assertThat(sale.legOf("debtor").cash()).as("1,500 less 10 %").isEqualTo(Money.of("1350"));
        assertThat(ether("debtor")).isEqualTo(Quantity.ZERO);
        assertThat(ether(ETH_BACKSTOP)).isEqualTo(Quantity.of("0.5"));
        assertThat(world.paidBy(LiquidationWorld.FUND)).as("2,700 less that").isEqualTo(Money.of("1350"));
        assertThat(world.cash("debtor")).isEqualTo(Money.ZERO);
        world.assertBalanced();
    }
}
