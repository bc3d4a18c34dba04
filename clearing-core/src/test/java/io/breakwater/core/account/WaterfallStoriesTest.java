package io.breakwater.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.LifecycleCommand.Withdraw;
import io.breakwater.core.account.RiskCommand.Assess;
import io.breakwater.core.account.SettlementCommand.Book;
import io.breakwater.core.account.SettlementCommand.Release;
import io.breakwater.core.account.SettlementCommand.Reserve;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.protocol.LiquidationSettlements;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who pays for a loss: funds that never go below zero, targets that never give more than their profit, swept fees. */
class WaterfallStoriesTest {

    private static final String FUND = HouseAccounts.symbolFund("BTC");

    private final Books books = new Books();

    /** At 58,000 alice, long 1 BTC from 60,000 with 1,500, has lost 500 more than she had; bob has won 2,000. */
    @BeforeEach
    void aBankruptLongAndAWinningShort() {
        books.open("alice", AccountRole.TRADER, "1500");
        books.open("bob", AccountRole.TRADER, "1500");
        books.open(FUND, AccountRole.FUND, "300");
        books.buy("alice", "bob", Books.BTC, "1", "60000");
        books.market(Books.BTC, "58000");
        books.accept("alice", new Assess());
        assertThat(books.get("alice").health()).isEqualTo(HealthState.BANKRUPT);
    }

    private RefusalCode refused(String id, Settlement settlement) {
        AccountCommand step = settlement.isFirst(id) ? new Reserve(settlement) : new Book(settlement);
        return books.refusal(id, step).code();
    }

    private static Settlement with(String first, Supplier<Settlement> next) {
        while (true) {
            Settlement settlement = next.get();
            if (settlement.isFirst(first)) {
                return settlement;
            }
        }
    }

    private Settlement payment(String payer, String amount) {
        return LiquidationSettlements.payment(books.id("pay"), payer, "alice", Money.of(amount));
    }

    @Test
    void aFundPaysWhatItHasAndNotOneUnitMore() {
        assertThat(refused(FUND, payment(FUND, "300.000001"))).isEqualTo(RefusalCode.INSUFFICIENT_BALANCE);
        books.settle(payment(FUND, "300"));
        assertThat(books.get(FUND).cash()).isEqualTo(Money.ZERO);
        assertThat(books.get("alice").cash()).isEqualTo(Money.of("1800"));
        assertThat(refused(FUND, payment(FUND, "0.000001"))).isEqualTo(RefusalCode.INSUFFICIENT_BALANCE);
        assertThat(books.balances()).isTrue();
    }

    @Test
    void whatAFundHasReservedItNeitherPaysTwiceNorPaysOut() {
        Settlement reserved = with(FUND, () -> payment(FUND, "200"));
        books.accept(FUND, new Reserve(reserved));
        assertThat(refused(FUND, payment(FUND, "100.000001"))).isEqualTo(RefusalCode.INSUFFICIENT_BALANCE);
        Withdraw tooMuch = new Withdraw(books.id("out"), "USDC", Quantity.of("100.000001"));
        assertThat(books.refusal(FUND, tooMuch).code()).isEqualTo(RefusalCode.INSUFFICIENT_BALANCE);
        books.accept(FUND, new Withdraw(books.id("out"), "USDC", Quantity.of("100")));
        books.accept(FUND, new Release(reserved.id()));
        books.settle(payment(FUND, "200"));
        assertThat(books.get(FUND).cash()).isEqualTo(Money.ZERO);
    }

    @Test
    void aFundHoldsCashOnly() {
        assertThat(refused(FUND, books.trade(FUND, "bob", Books.BTC, "1", "58000")))
                .isEqualTo(RefusalCode.INSTRUMENT_NOT_ALLOWED);
    }

    @Test
    void theBackstopPaysNoMoreThanItHasEither() {
        String backstop = HouseAccounts.backstop("BTC");
        books.open(backstop, AccountRole.BACKSTOP, "10");
        assertThat(refused(backstop, payment(backstop, "10.000001"))).isEqualTo(RefusalCode.INSUFFICIENT_BALANCE);
        books.settle(payment(backstop, "10"));
    }

    @Test
    void aClientNeverPaysForALossOfAnother() {
        assertThat(refused("bob", payment("bob", "1"))).isEqualTo(RefusalCode.INSTRUMENT_NOT_ALLOWED);
    }

    private Settlement deleveraging(String quantity, String price) {
        return LiquidationSettlements.deleverage(
                books.id("adl"), "alice", "bob", Books.BTC, Quantity.of(quantity), Price.of(price));
    }

    /** The bankruptcy price of alice is 58,500: bob gives up 500 of his 2,000. */
    @Test
    void aTargetClosesAgainstTheBankruptAccountAtItsBankruptcyPrice() {
        books.settle(deleveraging("-1", "58500"));
        assertThat(books.get("alice").positions()).isEmpty();
        assertThat(books.get("alice").cash()).isEqualTo(Money.ZERO);
        assertThat(books.get("bob").cash()).isEqualTo(Money.of("3000"));
        assertThat(books.balances()).isTrue();
    }

    @Test
    void aTargetGivesUpNoMoreThanItHoldsLessItsReservedCloses() {
        books.open("maker", AccountRole.TRADER, "100000");
        Settlement closing = with("bob", () -> books.trade("bob", "maker", Books.BTC, "0.4", "58000"));
        books.accept("bob", new Reserve(closing));
        assertThat(DeleveragingCheck.acceptable(books.get("bob"), Books.BTC, Price.of("58000")))
                .isEqualTo(Quantity.of("0.6"));
        assertThat(refused("bob", deleveraging("-0.601", "58500"))).isEqualTo(RefusalCode.NOT_DELEVERAGEABLE);
        books.settle(deleveraging("-0.6", "58500"));
    }

    @Test
    void aTargetGivesUpNoMoreThanItsProfit() {
        assertThat(refused("bob", deleveraging("-1", "60000.01"))).isEqualTo(RefusalCode.NOT_DELEVERAGEABLE);
        AccountCommand atItsProfit = bobsStep(deleveraging("-1", "60000"));
        assertThat(books.decide("bob", atItsProfit)).isInstanceOf(Decision.Accepted.class);
    }

    private AccountCommand bobsStep(Settlement settlement) {
        return settlement.isFirst("bob") ? new Reserve(settlement) : new Book(settlement);
    }

    @Test
    void anAccountWithoutProfitIsNoTarget() {
        assertThat(DeleveragingCheck.acceptable(books.get("bob"), Books.BTC, Price.of("60000")))
                .isEqualTo(Quantity.ZERO);
        assertThat(DeleveragingCheck.acceptable(books.get("bob"), Books.BTC, Price.of("59999.99")))
                .isEqualTo(Quantity.of("1"));
        assertThat(DeleveragingCheck.profit(books.get(FUND), Books.BTC, Price.of("1")))
                .isEqualTo(Money.ZERO);
        books.open("carol", AccountRole.TRADER, "5000");
        Settlement notHeld = LiquidationSettlements.deleverage(
                books.id("adl"), "alice", "carol", Books.BTC, Quantity.of("-1"), Price.of("58500"));
        assertThat(refused("carol", notHeld)).isEqualTo(RefusalCode.NOT_DELEVERAGEABLE);
    }

    @Test
    void aTargetThatHasComeIntoLiquidationItselfIsNoneAnyMore() {
        books.open("maker", AccountRole.TRADER, "1000000");
        books.buy("bob", "maker", Books.ETH, "10", "3000");
        books.market(Books.ETH, "2700");
        books.accept("bob", new Assess());
        assertThat(books.get("bob").health()).as("equity 500 of 580 + 337.5").isEqualTo(HealthState.BACKSTOP);
        books.market(Books.ETH, "2730");
        books.accept("bob", new Assess());
        assertThat(books.get("bob").health()).as("equity 800 of 921.25").isEqualTo(HealthState.LIQUIDATING);
        assertThat(refused("bob", deleveraging("-1", "58500"))).isEqualTo(RefusalCode.NOT_DELEVERAGEABLE);
    }

    /** With ETH at 2,780 bob has 1,300 of 927.5; without his short he needs 347.5, and keeps 1,300 less what he gives up. */
    @Test
    void aTargetIsNeverPutBelowItsOwnMaintenance() {
        books.open("maker", AccountRole.TRADER, "1000000");
        books.buy("bob", "maker", Books.ETH, "10", "3000");
        books.market(Books.ETH, "2780");
        books.accept("bob", new Assess());
        assertThat(books.get("bob").health().isLiquidation()).isFalse();
        assertThat(refused("bob", deleveraging("-1", "58952.51"))).isEqualTo(RefusalCode.NOT_DELEVERAGEABLE);
        AccountCommand justEnough = bobsStep(deleveraging("-1", "58952.5"));
        assertThat(books.decide("bob", justEnough)).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void nobodyIsDeleveragedAtAPriceThatIsNotTrusted() {
        books.feed(Books.BTC, FeedState.SUSPECT, "58000", "58000");
        assertThat(refused("bob", deleveraging("-1", "58500"))).isEqualTo(RefusalCode.FEED_NOT_TRUSTED);
        assertThat(refused("alice", deleveraging("-1", "58500"))).isEqualTo(RefusalCode.FEED_NOT_TRUSTED);
    }

    @Test
    void theBankruptAccountClosesNoMoreThanItHoldsEither() {
        assertThat(refused("alice", deleveraging("-1.001", "58500"))).isEqualTo(RefusalCode.SLICE_EXCEEDED);
    }

    /** The payer of the next stories owes the symbol fund 12. */
    private void payerOwesTwelve() {
        books.open("payer", AccountRole.TRADER, "5000");
        Settlement plain = books.trade("payer", "bob", Books.BTC, "0.01", "58000");
        books.settle(Settlement.of(
                plain.id(),
                Settlement.Kind.TRADE,
                plain.legOf("payer").withFee(FUND, Money.of("12")),
                plain.legOf("bob")));
    }

    private Settlement sweep(String amount) {
        return LiquidationSettlements.sweep(books.id("sweep"), "payer", FUND, Money.of(amount));
    }

    @Test
    void feesAreSweptToTheirFundOnceAndNoMoreThanIsDue() {
        payerOwesTwelve();
        assertThat(refused("payer", sweep("12.000001"))).isEqualTo(RefusalCode.FEES_NOT_DUE);
        Settlement reserved = with("payer", () -> sweep("7"));
        books.accept("payer", new Reserve(reserved));
        assertThat(refused("payer", sweep("5.000001"))).isEqualTo(RefusalCode.FEES_NOT_DUE);
        books.accept(FUND, new Book(reserved));
        books.confirm(reserved);
        books.settle(sweep("5"));
        assertThat(books.get("payer").feesDue()).isEmpty();
        assertThat(books.get("payer").cash()).as("left cash when they accrued").isEqualTo(Money.of("4988"));
        assertThat(books.get(FUND).cash()).isEqualTo(Money.of("312"));
        assertThat(books.balances()).isTrue();
    }

    @Test
    void aSweepInFlightDoesNotCountAgainstThePayerTwice() {
        payerOwesTwelve();
        var before = HealthAssessment.margin(books.get("payer"), books.view());
        books.accept("payer", new Reserve(with("payer", () -> sweep("12"))));
        assertThat(HealthAssessment.margin(books.get("payer"), books.view()).equity())
                .isEqualByComparingTo(before.equity());
    }

    @Test
    void feesDueToOneFundAreNotSweptToAnother() {
        payerOwesTwelve();
        books.open("fund:ETH", AccountRole.FUND, "0");
        Leg pays = Leg.ofCash("payer", true, Money.of("-1"));
        Settlement wrong =
                Settlement.of(books.id("sweep"), Settlement.Kind.FEE_SWEEP, pays, pays.opposite("fund:ETH", true));
        assertThat(refused("payer", wrong)).isEqualTo(RefusalCode.FEES_NOT_DUE);
    }

    @Test
    void dustForTheGlobalFundIsSweptFromABankruptAccountToo() {
        books.funding(Books.BTC, "0.0000005");
        books.accept("alice", new RiskCommand.CatchUp());
        books.funding(Books.BTC, "0.000001");
        books.accept("alice", new RiskCommand.CatchUp());
        assertThat(books.get("alice").health()).isEqualTo(HealthState.BANKRUPT);
        assertThat(books.get("alice").feesDue()).containsEntry(HouseAccounts.GLOBAL_FUND, Money.of("0.000001"));
        books.open(HouseAccounts.GLOBAL_FUND, AccountRole.FUND, "0");
        books.settle(LiquidationSettlements.sweep(
                books.id("dust"), "alice", HouseAccounts.GLOBAL_FUND, Money.of("0.000001")));
        assertThat(books.get(HouseAccounts.GLOBAL_FUND).cash()).isEqualTo(Money.of("0.000001"));
        assertThat(books.balances()).isTrue();
    }
}
