package io.breakwater.node.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who pays when an account could not: it holds 1 BTC with 1,300 and owes 1,700 at 57,000. */
class LossStoriesTest {

    private static final Money OWED = Money.of("1700");

    private final LiquidationWorld world = new LiquidationWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private LiquidationWorld funds(String symbol, String global, String tranche) {
        deposit(LiquidationWorld.FUND, symbol);
        deposit(HouseAccounts.GLOBAL_FUND, global);
        deposit(HouseAccounts.TRANCHE, tranche);
        return world.trader("maker", "100000").trader("poor", "1300").buy("poor", "maker", "1", "60000");
    }

    private void deposit(String fund, String amount) {
        if (!amount.equals("0")) {
            world.deposit(fund, amount);
        }
    }

    private void paidOut() {
        world.until("paid out", () -> world.account("poor").liquidation().isEmpty());
        assertThat(world.cash("poor")).isEqualTo(Money.ZERO);
        assertThat(world.held("poor")).isEqualTo(Quantity.ZERO);
        world.until("the deficit is closed", () -> world.deficits().isEmpty());
        world.assertBalanced();
    }

    @Test
    @DisplayName("the symbol's fund pays first, and alone when it can")
    void symbolFund() {
        funds("1700", "1000000", "10000").mark("57000");
        paidOut();
        assertThat(world.cash(LiquidationWorld.FUND)).isEqualTo(Money.ZERO);
        assertThat(world.cash(HouseAccounts.GLOBAL_FUND)).isEqualTo(Money.of("1000000"));
        assertThat(world.held(LiquidationWorld.BACKSTOP)).isEqualTo(Quantity.of("1"));
    }

    @Test
    @DisplayName("then a quarter of the global fund, then the tranche: 100, 250 of 1,000, and 1,350")
    void layersInOrder() {
        funds("100", "1000", "10000").mark("57000");
        paidOut();
        assertThat(world.paidBy(LiquidationWorld.FUND)).isEqualTo(Money.of("100"));
        assertThat(world.paidBy(HouseAccounts.GLOBAL_FUND)).isEqualTo(Money.of("250"));
        assertThat(world.paidBy(HouseAccounts.TRANCHE)).isEqualTo(Money.of("1350"));
    }

    @Test
    @DisplayName("the limit of the global fund holds for the event, also when the desk was started again in between")
    void oneEventSharesItsLimit() {
        funds("0", "8000", "0").trader("second", "1300").buy("second", "maker", "1", "60000");
        world.only("poor", "57000");
        paidOut();
        world.desks.restartLossDesk();
        world.assess();
        world.until(
                "closed out",
                () -> world.account("second").liquidation().isEmpty()
                        && world.held("second").signum() == 0);

        assertThat(world.paidBy(HouseAccounts.GLOBAL_FUND)).isEqualTo(Money.of("2000"));
        assertThat(world.booked(Settlement.Kind.DELEVERAGING)).isNotEmpty();
        world.assertBalanced();
    }

    @Test
    @DisplayName(
            "what the funds will not pay, profitable counterparties do: the maker buys the BTC 1,700 above the mark")
    void deleveraging() {
        funds("0", "0", "0").mark("57000");
        paidOut();
        assertThat(world.booked(Settlement.Kind.DELEVERAGING))
                .isNotEmpty()
                .allSatisfy(settlement -> assertThat(settlement.legOf("poor").movements())
                        .singleElement()
                        .satisfies(sold -> assertThat(sold)
                                .isEqualTo(Leg.Movement.at(LiquidationWorld.BTC, sold.quantity(), Price.of("58700")))));
        assertThat(world.held("maker")).isEqualTo(Quantity.ZERO);
        assertThat(world.facts().haircutEpoch()).isZero();
    }

    /** Every short has sold below the mark, and a winner is long since before: whom else should the loss fall on? */
    private LiquidationWorld withoutProfitableShorts(String winnersPrice) {
        return funds("0", "0", "0")
                .trader("early", "10000")
                .trader("late", "100000")
                .trader("winner", "3000")
                .buy("early", "maker", "1", "50000")
                .buy("late", "early", "1", "60000")
                .buy("winner", "maker", "1", winnersPrice)
                .mark("57000");
    }

    @Test
    @DisplayName("where no counterparty is in profit, every gain of the market is cut by one index")
    void haircut() {
        withoutProfitableShorts("50000");
        paidOut();
        assertThat(world.booked(Settlement.Kind.DELEVERAGING)).isEmpty();
        assertThat(world.facts().haircuts())
                .singleElement()
                .satisfies(cut -> assertThat(cut.share().toString()).isEqualTo("0.242857143"));
        assertThat(world.cash(LiquidationWorld.FUND))
                .as("what the index rounds up")
                .isEqualTo(Money.of("0.000001"));
        assertThat(world.halted).isEmpty();
    }

    @Test
    @DisplayName("a haircut that was published and not collected before a crash is collected and paid, not made again")
    void haircutIsMadeOnce() {
        world.accounts.delay(settlement -> settlement.kind() == Settlement.Kind.FEE_SWEEP);
        withoutProfitableShorts("50000");
        world.until("published", () -> world.facts().haircutEpoch() == 1);
        world.pass(8_000);
        world.desks.restartLossDesk();
        world.pass(8_000);
        assertThat(world.cash("poor")).isEqualTo(Money.ZERO.minus(OWED));
        world.arrive();
        paidOut();
        assertThat(world.facts().haircutEpoch()).isEqualTo(1);
        assertThat(world.paidBy(LiquidationWorld.FUND)).isEqualTo(OWED);
    }

    @Test
    @DisplayName("gains below the loss halt the market with the rest unpaid, and the deficit stays open")
    void halt() {
        withoutProfitableShorts("56500");
        world.until("halted", () -> !world.halted.isEmpty());
        world.pass(5_000);
        assertThat(world.cash("poor")).isEqualTo(Money.of("-1200"));
        assertThat(world.deficits()).containsExactly("BTC");
        assertThat(world.facts().haircutEpoch()).isEqualTo(1);
        world.assertBalanced();
    }

    @Test
    @DisplayName("a deficit that stays open is looked at every second and written down once a minute at the most")
    void openDeficitWritesLittle() {
        withoutProfitableShorts("56500");
        world.until("halted", () -> !world.halted.isEmpty());
        world.pass(5_000);
        int before = world.desks.lossEvents().size();
        world.pass(120_000);

        assertThat(world.cash("poor")).isEqualTo(Money.of("-1200"));
        assertThat(world.desks.lossEvents()).hasSizeBetween(before + 1, before + 2);
    }

    @Test
    @DisplayName("a payment that is late over midnight is asked for again under the same id: paid once")
    void latePaymentOverMidnight() {
        funds("34000", "0", "0");
        world.beforeMidnight(4_000);
        world.accounts.delay(settlement -> settlement.kind() == Settlement.Kind.FUND_PAYMENT);
        world.mark("57000").pass(20_000);
        world.accounts.arrive();
        paidOut();
        assertThat(world.paidBy(LiquidationWorld.FUND)).isEqualTo(OWED);
    }

    @Test
    @DisplayName("a payment whose answer is lost is not paid twice, and the deficit is closed")
    void lostPayment() {
        funds("3400", "0", "0");
        world.accounts.lose(settlement -> settlement.kind() == Settlement.Kind.FUND_PAYMENT);
        world.mark("57000");
        world.until("paid", () -> world.paidBy(LiquidationWorld.FUND).signum() > 0);
        world.pass(10_000);
        world.accounts.lose(settlement -> false);
        paidOut();
        assertThat(world.paidBy(LiquidationWorld.FUND)).isEqualTo(OWED);
    }

    @Test
    @DisplayName(
            "a payment that is late is asked for again under the same id, by another life of the desk too: paid once")
    void latePayment() {
        funds("34000", "0", "0");
        world.accounts.delay(settlement -> settlement.kind() == Settlement.Kind.FUND_PAYMENT);
        world.mark("57000").pass(8_000);
        world.desks.restartLossDesk();
        world.pass(8_000);
        world.arrive();
        paidOut();
        assertThat(world.paidBy(LiquidationWorld.FUND)).isEqualTo(OWED);
    }
}
