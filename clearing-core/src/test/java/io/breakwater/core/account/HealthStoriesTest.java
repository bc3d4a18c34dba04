package io.breakwater.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.LifecycleCommand.Deposit;
import io.breakwater.core.account.LifecycleCommand.Withdraw;
import io.breakwater.core.account.RiskCommand.Assess;
import io.breakwater.core.account.RiskEvent.HealthChanged;
import io.breakwater.core.account.RiskEvent.LiquidationEnded;
import io.breakwater.core.account.RiskEvent.LiquidationStarted;
import io.breakwater.core.account.SettlementCommand.Reserve;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Health of a long of 1 BTC bought at 61,000: at a mark of 60,000 maintenance is 600 and equity the deposit less 1,000,
 * so a deposit of 1,000 + 600h puts health at exactly h there.
 */
class HealthStoriesTest {

    private static final String ONE_TICK_LOWER = "59999.99999999";

    private final Books books = new Books();

    private void longWith(String deposit) {
        books.market(Books.BTC, "61000");
        books.open("alice", AccountRole.TRADER, deposit);
        books.open("maker", AccountRole.TRADER, "1000000");
        books.buy("alice", "maker", Books.BTC, "1", "61000");
        assertThat(health()).isEqualTo(HealthState.HEALTHY);
    }

    private HealthState health() {
        return books.get("alice").health();
    }

    private HealthState at(String mark) {
        books.market(Books.BTC, mark);
        books.accept("alice", new Assess());
        return health();
    }

    @ParameterizedTest(name = "at health {3} exactly {1}, one tick lower {2}")
    @CsvSource({
        "1750, HEALTHY, WARNING, 1.25",
        "1660, WARNING, MARGIN_CALL, 1.10",
        "1600, MARGIN_CALL, LIQUIDATING, 1.00",
        "1400, LIQUIDATING, BACKSTOP, 2/3"
    })
    void entersAStateStrictlyBelowItsThreshold(String deposit, HealthState at, HealthState below, String health) {
        longWith(deposit);
        assertThat(at("60000")).isEqualTo(at);
        assertThat(at(ONE_TICK_LOWER)).isEqualTo(below);
    }

    @Test
    void isBankruptStrictlyBelowZeroEquity() {
        longWith("1400");
        assertThat(at("59600")).isEqualTo(HealthState.BACKSTOP);
        assertThat(at("59599.99999999")).isEqualTo(HealthState.BANKRUPT);
    }

    @ParameterizedTest(name = "{2} is left at health {5} exactly, not one tick below")
    @CsvSource({
        "1810, 59900, WARNING, HEALTHY, WARNING, 1.35",
        "1720, 59910, MARGIN_CALL, WARNING, MARGIN_CALL, 1.20",
        "1660, 59930, LIQUIDATING, MARGIN_CALL, LIQUIDATING, 1.10",
        "1400, 59900, BACKSTOP, LIQUIDATING, BACKSTOP, 2/3"
    })
    void leavesAStateAtItsThresholdAndNotBefore(
            String deposit, String worse, HealthState in, HealthState at, HealthState below, String health) {
        longWith(deposit);
        assertThat(at(worse)).isEqualTo(in);
        assertThat(at(ONE_TICK_LOWER)).isEqualTo(below);
        assertThat(at("60000")).isEqualTo(at);
    }

    @Test
    void aTransitionCarriesTheInputsThatJustifiedIt() {
        longWith("1600");
        books.market(Books.BTC, ONE_TICK_LOWER);
        List<AccountEvent> events = books.accept("alice", new Assess());
        assertThat(events).hasExactlyElementsOfTypes(HealthChanged.class, LiquidationStarted.class);
        HealthChanged changed = (HealthChanged) events.get(0);
        assertThat(changed.from()).isEqualTo(HealthState.HEALTHY);
        assertThat(changed.to()).isEqualTo(HealthState.LIQUIDATING);
        assertThat(changed.equity()).as("rounded down").isEqualTo(Money.of("599.999999"));
        assertThat(changed.maintenance()).as("rounded up").isEqualTo(Money.of("600"));
        assertThat(changed.parameterEpoch()).isEqualTo(1);
        assertThat(changed.prices())
                .containsExactly(new HealthChanged.PriceUsed(
                        Books.BTC, books.at(Books.BTC).id(), FeedState.LIVE, Price.of(ONE_TICK_LOWER)));
    }

    @Test
    void aMarginCallPermitsOnlyReductionsUntilItIsCured() {
        longWith("1650");
        assertThat(at("60000")).isEqualTo(HealthState.MARGIN_CALL);
        assertThat(books.refusal("alice", new Withdraw(books.id("out"), "USDC", Quantity.of("1")))
                        .code())
                .isEqualTo(RefusalCode.REDUCE_ONLY);
        assertThat(refusalOf("0.001")).isEqualTo(RefusalCode.REDUCE_ONLY);
        books.buy("maker", "alice", Books.BTC, "0.01", "60000");
        books.accept("alice", new Deposit(books.id("in"), "USDC", Quantity.of("63")));
        assertThat(health()).as("equity 713 of 594: exactly 1.2003").isEqualTo(HealthState.WARNING);
    }

    private RefusalCode refusalOf(String quantity) {
        Settlement trade = aliceFirst(quantity, "60000");
        return books.refusal("alice", new Reserve(trade)).code();
    }

    private Settlement aliceFirst(String quantity, String price) {
        Leg leg = Leg.of("alice", false, List.of(Leg.Movement.at(Books.BTC, Quantity.of(quantity), Price.of(price))));
        while (true) {
            Settlement trade = Settlement.of(books.id("t"), Settlement.Kind.TRADE, leg, leg.opposite("maker", false));
            if (trade.isFirst("alice")) {
                return trade;
            }
        }
    }

    @Test
    void aReductionOnTermsThatWorsenHealthIsRefused() {
        longWith("1650");
        at("60000");
        // equity 650 of 600; selling half at d below the mark leaves 650 - d/2 of 300: no worse while d <= 650
        Settlement fair = aliceFirst("-0.5", "59350");
        Settlement giveaway = aliceFirst("-0.5", "59349.99");
        assertThat(books.refusal("alice", new Reserve(giveaway)).code())
                .isEqualTo(RefusalCode.INSUFFICIENT_INITIAL_MARGIN);
        books.accept("alice", new Reserve(fair));
    }

    @Test
    void aReductionNeverFlipsTheSideTogetherWithWhatIsReserved() {
        longWith("1650");
        at("60000");
        books.accept("alice", new Reserve(aliceFirst("-0.6", "60000")));
        assertThat(refusalOf("-0.401")).isEqualTo(RefusalCode.REDUCE_ONLY);
        books.accept("alice", new Reserve(aliceFirst("-0.4", "60000")));
    }

    @Test
    void anAccountInLiquidationTradesNothing() {
        longWith("1590");
        assertThat(at("60000")).isEqualTo(HealthState.LIQUIDATING);
        assertThat(refusalOf("-0.1")).isEqualTo(RefusalCode.IN_LIQUIDATION);
        assertThat(refusalOf("0.1")).isEqualTo(RefusalCode.IN_LIQUIDATION);
    }

    @Test
    void aDepositCuresALiquidationBeforeASliceIsOffered() {
        longWith("1590");
        at("60000");
        assertThat(books.accept("alice", new Deposit(books.id("in"), "USDC", Quantity.of("69.999999"))))
                .hasExactlyElementsOfTypes(LifecycleEvent.Transferred.class);
        List<AccountEvent> events = books.accept("alice", new Deposit(books.id("in"), "USDC", Quantity.of("0.000001")));
        assertThat(events)
                .hasExactlyElementsOfTypes(
                        LifecycleEvent.Transferred.class, HealthChanged.class, LiquidationEnded.class);
        assertThat(health()).isEqualTo(HealthState.MARGIN_CALL);
        assertThat(at("59800")).isEqualTo(HealthState.LIQUIDATING);
        assertThat(books.get("alice").liquidation().orElseThrow().number()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"STALE", "HALTED"})
    void noLiquidationStartsOnAPriceThatIsStaleOrHalted(FeedState feed) {
        longWith("1500");
        books.feed(Books.BTC, feed, "60000", "60000");
        books.accept("alice", new Assess());
        assertThat(health()).isEqualTo(HealthState.MARGIN_CALL);
        assertThat(books.get("alice").liquidation()).isEmpty();
        books.feed(Books.BTC, FeedState.LIVE, "60000", "60000");
        books.accept("alice", new Assess());
        assertThat(health()).isEqualTo(HealthState.LIQUIDATING);
    }

    @ParameterizedTest
    @CsvSource({"SUSPECT", "WARMUP"})
    void aDoubtfulPriceStartsOneOnlyIfTheAverageSaysSoToo(FeedState feed) {
        longWith("1600");
        books.feed(Books.BTC, feed, "59000", "60000");
        books.accept("alice", new Assess());
        assertThat(health()).isEqualTo(HealthState.MARGIN_CALL);
        books.feed(Books.BTC, feed, "59000", ONE_TICK_LOWER);
        books.accept("alice", new Assess());
        assertThat(health()).isEqualTo(HealthState.BANKRUPT);
    }

    @Test
    void oneStalePriceAmongSeveralIsEnoughToWait() {
        longWith("1700");
        books.buy("alice", "maker", Books.ETH, "0.1", "3000");
        books.feed(Books.ETH, FeedState.STALE, "3000", "3000");
        assertThat(at("59000")).isEqualTo(HealthState.MARGIN_CALL);
        books.market(Books.ETH, "3000");
        assertThat(at("59000")).isEqualTo(HealthState.BANKRUPT);
    }

    /** What is only reserved calls for margin, but liquidates nobody and is not forgotten either. */
    @Test
    void reservationsBringAMarginCallAndNotALiquidation() {
        longWith("3700");
        books.accept("alice", new Reserve(aliceFirst("1.9", "61000")));
        // with the reservation: equity 2,900 - 1.9*800 = 1,380 of 2.9*602 = 1,745.8; held alone 2,900 of 602
        assertThat(at("60200")).isEqualTo(HealthState.MARGIN_CALL);
        assertThat(books.get("alice").liquidation()).isEmpty();
        // held alone: 601 of 579.01, then 570 of 578.7
        assertThat(at("57901")).isEqualTo(HealthState.MARGIN_CALL);
        assertThat(at("57870")).isEqualTo(HealthState.LIQUIDATING);
    }

    @Test
    void withoutPositionsAnAccountIsHealthyAtZeroAndBankruptBelow() {
        longWith("1400");
        at("59000");
        assertThat(health()).isEqualTo(HealthState.BANKRUPT);
        books.expire(Books.BTC, "59600");
        books.accept("alice", new RiskCommand.CatchUp());
        assertThat(books.get("alice").cash()).isEqualTo(Money.ZERO);
        assertThat(health()).isEqualTo(HealthState.HEALTHY);
    }
}
