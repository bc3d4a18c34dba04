package io.breakwater.node.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Many accounts that could not pay, and no fund: each holds 1 BTC with 1,300 and owes 1,700 at 57,000. Two winners gain
 * 7,000 each, and no short is in profit.
 */
class HaircutStoriesTest {

    private static final Money OWED = Money.of("1700");
    private static final List<String> POOR = List.of("poor-1", "poor-2", "poor-3", "poor-4");

    private LiquidationWorld world;

    @AfterEach
    void close() {
        if (world != null) {
            world.close();
        }
    }

    private void begin(LiquidationWorld newWorld) {
        world = newWorld.trader("maker", "100000")
                .trader("early", "10000")
                .trader("late", "100000")
                .trader("winner-1", "3000")
                .trader("winner-2", "3000");
        POOR.forEach(poor -> world.trader(poor, "1300").buy(poor, "maker", "1", "60000"));
        world.buy("early", "maker", "1", "50000").buy("late", "early", "1", "60000");
        Stream.of("winner-1", "winner-2").forEach(winner -> world.buy(winner, "maker", "1", "50000"));
    }

    private static Predicate<Settlement> sweepOf(String winner) {
        return settlement -> settlement.kind() == Settlement.Kind.FEE_SWEEP
                && Stream.of(settlement.first(), settlement.second())
                        .anyMatch(leg -> leg.account().equals(winner));
    }

    private static Predicate<Settlement> paymentTo(String poor) {
        return settlement -> settlement.kind() == Settlement.Kind.FUND_PAYMENT
                && Stream.of(settlement.first(), settlement.second())
                        .anyMatch(leg -> leg.account().equals(poor));
    }

    /** The first is bankrupt, and a winner's part of its haircut does not arrive. */
    private void collectingForTheFirst() {
        begin(new LiquidationWorld());
        world.accounts.delay(sweepOf("winner-2"));
        world.only("poor-1", "57000");
        world.until("half collected", () -> world.cash(LiquidationWorld.FUND).equals(Money.of("850.000004")));
    }

    private boolean areClosedOut() {
        return POOR.stream().allMatch(poor -> world.held(poor).equals(Quantity.ZERO));
    }

    private void allPaid() {
        world.until(
                "all are paid",
                () -> POOR.stream()
                        .allMatch(poor -> world.account(poor).liquidation().isEmpty()));
        world.until("the deficit is closed", () -> world.deficits().isEmpty());
        assertThat(POOR)
                .allSatisfy(poor -> assertThat(world.cash(poor)).as(poor).isEqualTo(Money.ZERO));
        assertThat(world.paidBy(LiquidationWorld.FUND)).isEqualTo(Money.of("6800"));
        assertThat(world.halted).isEmpty();
        world.assertBalanced();
    }

    /** In one payment or in two: what a haircut collects too much by rounding is free for whoever comes next. */
    private void allPaidOnce() {
        allPaid();
        assertThat(POOR)
                .allSatisfy(poor -> assertThat(world.accounts.booked().stream()
                                .filter(paymentTo(poor))
                                .map(payment -> payment.legOf(poor).cash())
                                .reduce(Money.ZERO, Money::plus))
                        .as("paid to %s", poor)
                        .isEqualTo(OWED));
    }

    @Test
    @DisplayName("all are closed out while the haircut for the first is still being collected")
    void noCloseOutWaitsForAHaircut() {
        collectingForTheFirst();
        world.assess().until("all are closed out", this::areClosedOut);
        assertThat(world.held(LiquidationWorld.BACKSTOP)).isEqualTo(Quantity.of("4"));
        assertThat(world.facts().haircutEpoch()).isEqualTo(1);
        assertThat(POOR).allSatisfy(poor -> assertThat(world.cash(poor)).isEqualTo(Money.ZERO.minus(OWED)));
        world.arrive();
        allPaidOnce();
    }

    @Test
    @DisplayName("what is collected for one account pays no other, which waits for a haircut of its own")
    void whatIsCollectedIsPromised() {
        collectingForTheFirst();
        world.assess().until("all are closed out", this::areClosedOut).pass(5_000);
        assertThat(world.cash(LiquidationWorld.FUND)).isEqualTo(Money.of("850.000004"));
    }

    @Test
    @DisplayName("all that wait while one haircut is collected are covered by the next together")
    void oneHaircutForAllThatWait() {
        collectingForTheFirst();
        world.assess().until("all are closed out", this::areClosedOut).pass(2_000);
        world.arrive();
        allPaidOnce();
        assertThat(world.facts().haircuts().stream().map(cut -> cut.share().toString()))
                .as("1,700 of 14,000 and 5,100 of the other 12,300")
                .containsExactly("0.121428572", "0.414634147");
    }

    @Test
    @DisplayName("no more deficits than the setting allows are covered by one haircut; the rest by the next")
    void batchesAreBounded() {
        begin(new LiquidationWorld(
                LiquidationSettings.of(ConfigFactory.parseString("breakwater.liquidation.haircut-batch = 2")
                        .withFallback(LiquidationWorld.CONFIG))));
        world.accounts.delay(sweepOf("winner-2"));
        world.only("poor-1", "57000").until("published", () -> world.facts().haircutEpoch() == 1);
        world.assess().until("all are closed out", this::areClosedOut).pass(2_000);
        world.arrive();
        allPaidOnce();
        assertThat(world.facts().haircutEpoch()).isEqualTo(3);
    }

    @Test
    @DisplayName("who is charged nothing is not asked")
    void onlyGainsAreAsked() {
        begin(new LiquidationWorld());
        world.mark("57000");
        allPaid();
        assertThat(world.booked(Settlement.Kind.FEE_SWEEP))
                .allSatisfy(sweep -> assertThat(
                                sweepOf("winner-1").or(sweepOf("winner-2")).test(sweep))
                        .isTrue());
        assertThat(world.account("maker").positions().get(LiquidationWorld.BTC).haircutEpoch())
                .isZero();
    }

    @Test
    @DisplayName("a haircut that was decided and not published before a crash is published as it was decided")
    void crashBeforePublication() {
        begin(new LiquidationWorld());
        world.market.isDirectoryDown = true;
        world.mark("57000").until("all are closed out", this::areClosedOut).pass(3_000);
        world.desks.restartLossDesk();
        world.mark("57001").pass(3_000);
        world.market.isDirectoryDown = false;
        allPaidOnce();
        assertThat(world.facts().haircuts().stream().map(MarketFacts.LossHaircut::price))
                .startsWith(Price.of("57000"));
    }

    @Test
    @DisplayName("a haircut that was half collected before a crash is collected and paid, not made again")
    void crashWhileCollecting() {
        collectingForTheFirst();
        world.assess().until("all are closed out", this::areClosedOut);
        world.desks.restartLossDesk();
        world.pass(8_000);
        assertThat(world.cash(LiquidationWorld.FUND)).isEqualTo(Money.of("850.000004"));
        assertThat(world.facts().haircutEpoch()).isEqualTo(1);
        world.arrive();
        allPaidOnce();
        assertThat(world.facts().haircutEpoch()).isEqualTo(2);
    }

    @Test
    @DisplayName("a haircut that was half paid before a crash is paid to the others, and to nobody twice")
    void crashWhilePaying() {
        collectingForTheFirst();
        world.assess().until("all are closed out", this::areClosedOut).pass(2_000);
        world.arrive();
        world.accounts.delay(paymentTo("poor-3"));
        world.until(
                "half paid",
                () -> Stream.of("poor-1", "poor-2", "poor-4")
                        .allMatch(poor -> world.cash(poor).equals(Money.ZERO)));
        world.desks.restartLossDesk();
        world.pass(8_000);
        assertThat(world.cash("poor-3")).isEqualTo(Money.ZERO.minus(OWED));
        world.arrive();
        allPaidOnce();
        assertThat(world.facts().haircutEpoch()).isEqualTo(2);
    }

    @Test
    @DisplayName("what no gain carries stays open when a haircut is paid again: 500 of 1,700, and then nothing")
    void whatIsPaidAlreadyIsNotDue() {
        LossEvent.Due due = new LossEvent.Due(Money.of("500"), Money.of("1200"));
        assertThat(due.of(OWED)).isEqualTo(Money.of("500"));
        assertThat(due.of(Money.of("1200.000001"))).isEqualTo(Money.of("0.000001"));
        assertThat(due.of(Money.of("1200"))).isEqualTo(Money.ZERO);
        assertThat(due.of(Money.of("1000"))).isEqualTo(Money.ZERO);
        assertThat(due.of(Money.of("2000"))).isEqualTo(Money.of("500"));
    }
}
