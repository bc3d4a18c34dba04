package io.breakwater.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.LifecycleCommand.Close;
import io.breakwater.core.account.LifecycleCommand.Deposit;
import io.breakwater.core.account.LifecycleCommand.ForgetIds;
import io.breakwater.core.account.LifecycleCommand.Open;
import io.breakwater.core.account.LifecycleCommand.Withdraw;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Opening, deposits, withdrawals, forgetting and closing, with every refusal on the way. */
class AccountLifecycleTest {

    private static final long DAY = Duration.ofDays(1).toMillis();

    private final Books books = new Books();

    private RefusalCode refused(String id, AccountCommand command) {
        Account before = books.get(id);
        RefusalCode code = books.refusal(id, command).code();
        assertThat(books.get(id)).isEqualTo(before);
        return code;
    }

    private Deposit deposit(String asset, String amount) {
        return new Deposit(books.id("in"), asset, Quantity.of(amount));
    }

    private Withdraw withdraw(String asset, String amount) {
        return new Withdraw(books.id("out"), asset, Quantity.of(amount));
    }

    @Test
    void opensOnceAndTheSameTermsAgainChangeNothing() {
        books.open("alice", AccountRole.TRADER, "0");
        assertThat(books.accept("alice", new Open(AccountRole.TRADER, MarginMode.CROSS)))
                .isEmpty();
        assertThat(refused("alice", new Open(AccountRole.TRADER, MarginMode.PORTFOLIO)))
                .isEqualTo(RefusalCode.ACCOUNT_EXISTS);
        assertThat(refused("alice", new Open(AccountRole.KEEPER, MarginMode.CROSS)))
                .isEqualTo(RefusalCode.ACCOUNT_EXISTS);
    }

    @Test
    void anAccountThatWasNeverOpenedTakesNoCommand() {
        books.accounts.put("nobody", Account.unopened("nobody"));
        assertThat(refused("nobody", deposit("USDC", "1"))).isEqualTo(RefusalCode.ACCOUNT_UNKNOWN);
    }

    @Test
    void aDepositIsCreditedOnceHoweverOftenItIsSent() {
        books.open("alice", AccountRole.TRADER, "0");
        Deposit deposit = deposit("USDC", "100.000001");
        books.accept("alice", deposit);
        assertThat(books.accept("alice", deposit)).isEmpty();
        assertThat(books.get("alice").cash()).isEqualTo(Money.of("100.000001"));
        assertThat(books.get("alice").transferredCash()).isEqualTo(Money.of("100.000001"));
        assertThat(books.balances()).isTrue();
    }

    @Test
    void anIdUsedForAnotherAmountAssetOrDirectionIsRefused() {
        books.open("alice", AccountRole.TRADER, "0");
        SettlementId id = books.id("in");
        books.accept("alice", new Deposit(id, "USDC", Quantity.of("5")));
        assertThat(refused("alice", new Deposit(id, "USDC", Quantity.of("5.000001"))))
                .isEqualTo(RefusalCode.ID_REUSED);
        assertThat(refused("alice", new Deposit(id, "ETH", Quantity.of("5")))).isEqualTo(RefusalCode.ID_REUSED);
        assertThat(refused("alice", new Withdraw(id, "USDC", Quantity.of("5")))).isEqualTo(RefusalCode.ID_REUSED);
    }

    @Test
    void anAmountIsPositiveAndHasTheDecimalsOfItsAsset() {
        books.open("alice", AccountRole.TRADER, "10");
        assertThat(refused("alice", deposit("USDC", "0"))).isEqualTo(RefusalCode.AMOUNT_NOT_POSITIVE);
        assertThat(refused("alice", deposit("USDC", "-1"))).isEqualTo(RefusalCode.AMOUNT_NOT_POSITIVE);
        assertThat(refused("alice", deposit("USDC", "0.0000001"))).isEqualTo(RefusalCode.AMOUNT_NOT_POSITIVE);
        assertThat(refused("alice", withdraw("USDC", "-1"))).isEqualTo(RefusalCode.AMOUNT_NOT_POSITIVE);
        books.accept("alice", deposit("USDC", "0.000001"));
        books.accept("alice", deposit("ETH", "0.00000001"));
        assertThat(books.get("alice").collateral()).containsEntry("ETH", new Quantity(1));
    }

    @Test
    void collateralNeedsParametersAPriceAndAPlace() {
        books.open("alice", AccountRole.TRADER, "0");
        assertThat(refused("alice", deposit("DOGE", "1"))).isEqualTo(RefusalCode.ASSET_UNKNOWN);
        books.limits(new AccountLimits(64, 1, 64, 3));
        books.accept("alice", deposit("ETH", "1"));
        assertThat(refused("alice", deposit("BTC", "1"))).isEqualTo(RefusalCode.TOO_MANY_ASSETS);
        books.accept("alice", deposit("ETH", "1"));
        books.forgetPrice("ETH");
        assertThat(refused("alice", deposit("ETH", "1"))).isEqualTo(RefusalCode.ASSET_UNKNOWN);
    }

    @Test
    void aFundTakesCashOnly() {
        books.open(HouseAccounts.GLOBAL_FUND, AccountRole.FUND, "100");
        assertThat(refused(HouseAccounts.GLOBAL_FUND, deposit("ETH", "1"))).isEqualTo(RefusalCode.ASSET_UNKNOWN);
    }

    @Test
    void paysOutTheBalanceAndNotOneUnitMore() {
        books.open("alice", AccountRole.TRADER, "100");
        assertThat(refused("alice", withdraw("USDC", "100.000001"))).isEqualTo(RefusalCode.INSUFFICIENT_BALANCE);
        assertThat(refused("alice", withdraw("ETH", "0.00000001"))).isEqualTo(RefusalCode.INSUFFICIENT_BALANCE);
        books.accept("alice", withdraw("USDC", "100"));
        assertThat(books.get("alice").cash()).isEqualTo(Money.ZERO);
        assertThat(books.balances()).isTrue();
    }

    @Test
    void paysOutFromABalanceLargerThanAnyQuantity() {
        books.open("whale", AccountRole.TRADER, "90000000000");
        books.accept("whale", deposit("USDC", "90000000000"));
        books.accept("whale", withdraw("USDC", "90000000000"));
        assertThat(books.get("whale").cash()).isEqualTo(Money.of("90000000000"));
    }

    /** 1 BTC at 60,000 needs 1,200 of initial margin. */
    @Test
    void paysOutDownToTheInitialRequirementAndNotOneUnitMore() {
        books.open("alice", AccountRole.TRADER, "2000");
        books.open("bob", AccountRole.TRADER, "2000");
        books.buy("alice", "bob", Books.BTC, "1", "60000");
        Refusal refusal = books.refusal("alice", withdraw("USDC", "800.000001"));
        assertThat(refusal).hasToString("INSUFFICIENT_INITIAL_MARGIN: needs 1200, has 1199.999999");
        books.accept("alice", withdraw("USDC", "800"));
    }

    @Test
    void paysOutOnlyAtPricesThatAreTrusted() {
        books.open("alice", AccountRole.TRADER, "5000");
        books.open("bob", AccountRole.TRADER, "5000");
        books.buy("alice", "bob", Books.BTC, "1", "60000");
        for (FeedState feed :
                new FeedState[] {FeedState.SUSPECT, FeedState.WARMUP, FeedState.STALE, FeedState.HALTED}) {
            books.feed(Books.BTC, feed, "60000", "60000");
            assertThat(refused("alice", withdraw("USDC", "1"))).isEqualTo(RefusalCode.FEED_NOT_TRUSTED);
            books.accept("alice", deposit("USDC", "1"));
        }
        books.feed(Books.BTC, FeedState.DEGRADED, "60000", "60000");
        books.accept("alice", withdraw("USDC", "1"));
    }

    /** At 60,000 with 1,210 of equity a confidence of 10 leaves exactly the requirement. */
    @Test
    void aDegradedPriceCountsWorseByItsConfidence() {
        books.open("alice", AccountRole.TRADER, "1211");
        books.open("bob", AccountRole.TRADER, "5000");
        books.buy("alice", "bob", Books.BTC, "1", "60000");
        books.feed(Books.BTC, FeedState.DEGRADED, "60000", "60000");
        books.change(
                Books.BTC,
                at -> new InstrumentMarket(
                        at.id(),
                        at.feed(),
                        at.mark(),
                        at.average(),
                        at.stable(),
                        Price.of("10"),
                        at.impliedVolatility(),
                        at.maintenanceScale(),
                        at.initialScale(),
                        at.openInterestShare(),
                        at.facts()));
        assertThat(refused("alice", withdraw("USDC", "1.000001"))).isEqualTo(RefusalCode.INSUFFICIENT_INITIAL_MARGIN);
        books.accept("alice", withdraw("USDC", "1"));
    }

    /** A long with 5,000 of profit: none of it is paid out while its market has a deficit that nobody has covered. */
    @Test
    void profitOfAMarketStaysWhileItsDeficitIsOpen() {
        books.open("alice", AccountRole.TRADER, "3000");
        books.open("bob", AccountRole.TRADER, "20000");
        books.buy("alice", "bob", Books.BTC, "1", "60000");
        books.market(Books.BTC, "65000");
        books.deficitOpens("ETH");
        books.deficitOpens("BTC");
        assertThat(refused("alice", withdraw("USDC", "1700.000001")))
                .isEqualTo(RefusalCode.INSUFFICIENT_INITIAL_MARGIN);
        books.accept("alice", withdraw("USDC", "1700"));
        assertThat(refused("alice", withdraw("USDC", "0.000001"))).isEqualTo(RefusalCode.INSUFFICIENT_INITIAL_MARGIN);
        books.deficitIsCovered("BTC");
        books.accept("alice", withdraw("USDC", "1300"));
    }

    @Test
    void anIdIsTakenFromTheWindowToTomorrowAndNoFurther() {
        books.open("alice", AccountRole.TRADER, "0");
        for (int days : new int[] {-3, 0, 1}) {
            books.accept("alice", depositOn(days));
        }
        for (int days : new int[] {-4, 2}) {
            assertThat(refused("alice", depositOn(days))).isEqualTo(RefusalCode.ID_TOO_OLD);
        }
    }

    private Deposit depositOn(int daysFromNow) {
        SettlementId id = new SettlementId(Books.DAY.plusDays(daysFromNow), "in");
        return new Deposit(id, "USDC", Quantity.of("1"));
    }

    @Test
    void aForgottenIdIsRefusedByItsDateAndNeverTakenAgain() {
        books.open("alice", AccountRole.TRADER, "0");
        Deposit deposit = deposit("USDC", "7");
        books.accept("alice", deposit);
        books.pass(4 * DAY);
        assertThat(books.accept("alice", new ForgetIds(Books.DAY.plusDays(4)))).isEmpty();
        assertThat(books.accept("alice", deposit)).as("still remembered").isEmpty();
        books.pass(DAY);
        assertThat(books.accept("alice", new ForgetIds(Books.DAY.plusDays(5)))).hasSize(1);
        assertThat(books.get("alice").transfers().size()).isZero();
        assertThat(refused("alice", deposit)).isEqualTo(RefusalCode.ID_TOO_OLD);
    }

    @Test
    void aSweeperWithAClockThatRunsAheadForgetsNothingThatCouldStillBeSent() {
        books.open("alice", AccountRole.TRADER, "0");
        Deposit deposit = deposit("USDC", "7");
        books.accept("alice", deposit);
        assertThat(books.accept("alice", new ForgetIds(Books.DAY.plusYears(10))))
                .isEmpty();
        books.accept("alice", deposit);
        assertThat(books.get("alice").cash()).isEqualTo(Money.of("7"));
    }

    @Test
    void aViewFromAnEarlierDayDoesNotReopenTheWindow() {
        books.open("alice", AccountRole.TRADER, "0");
        Deposit deposit = deposit("USDC", "7");
        books.accept("alice", deposit);
        books.pass(5 * DAY);
        books.accept("alice", new ForgetIds(Books.DAY.plusDays(5)));
        books.pass(-5 * DAY);
        assertThat(refused("alice", deposit)).isEqualTo(RefusalCode.ID_TOO_OLD);
    }

    @Test
    void closesEmptyAndThenTakesNothing() {
        books.open("alice", AccountRole.TRADER, "1");
        assertThat(refused("alice", new Close())).isEqualTo(RefusalCode.ACCOUNT_NOT_EMPTY);
        books.accept("alice", withdraw("USDC", "1"));
        books.accept("alice", new Close());
        assertThat(refused("alice", deposit("USDC", "1"))).isEqualTo(RefusalCode.ACCOUNT_CLOSED);
        assertThat(refused("alice", new Open(AccountRole.TRADER, MarginMode.CROSS)))
                .isEqualTo(RefusalCode.ACCOUNT_CLOSED);
        assertThat(refused("alice", new Close())).isEqualTo(RefusalCode.ACCOUNT_CLOSED);
        assertThat(books.balances()).isTrue();
    }

    @Test
    void aResidueBelowOneUnitDoesNotKeepAnAccountOpen() {
        books.open("alice", AccountRole.TRADER, "3000");
        books.open("bob", AccountRole.TRADER, "3000");
        books.buy("alice", "bob", Books.BTC, "1", "60000");
        books.funding(Books.BTC, "-0.00000001");
        books.buy("bob", "alice", Books.BTC, "1", "60000");
        assertThat(books.get("alice").residue()).isPositive();
        books.accept("alice", withdraw("USDC", books.get("alice").cash().toString()));
        books.accept("alice", new Close());
        assertThat(books.balances()).isTrue();
    }
}
