package io.breakwater.core.liquidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import io.breakwater.core.liquidation.LiquidationQueue.Request;
import io.breakwater.core.liquidation.VelocityThrottle.Budget;
import io.breakwater.core.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Who gets velocity first, what is kept for the urgent, and who cannot wait for it. */
class LiquidationQueueTest {

    private static final FairnessParameters TERMS = FairnessParameters.defaults();
    private static final BigDecimal SIGMA = new BigDecimal("0.001");

    @Test
    void theBankruptComeFirstAndTheHedgedLast() {
        Request bankrupt = new Request("Z", time("-5", "1000"), Money.of("1"));
        Request hedged = new Request("A", time("5", "0"), Money.of("1"));
        Request soon = new Request("M", time("3", "1000"), Money.of("1"));
        assertThat(LiquidationQueue.ordered(List.of(hedged, soon, bankrupt))).containsExactly(bankrupt, soon, hedged);
        assertThat(hedged.time().minutes()).isEmpty();
        assertThat(bankrupt.time().minutes().orElseThrow()).isEqualByComparingTo("0");
    }

    @Test
    void urgentIsUnderAMinute() {
        assertThat(time("3", "1000").isUnder(TERMS.urgentMinutes()))
                .as("one minute")
                .isFalse();
        assertThat(time("2.999999", "1000").isUnder(TERMS.urgentMinutes())).isTrue();
        assertThat(time("5", "0").isUnder(TERMS.urgentMinutes())).isFalse();
    }

    @Test
    void theUrgentMayUseWhatTheOthersMayNot() {
        Budget budget = new Budget(Money.of("1000"), Money.of("700"));
        Request ordinary = new Request("A", time("30", "1000"), Money.of("5000"));
        Request urgent = new Request("B", time("1", "1000"), Money.of("400"));
        assertThat(LiquidationQueue.allocate(budget, List.of(ordinary), TERMS)).isEqualTo(Map.of("A", Money.of("700")));
        assertThat(LiquidationQueue.allocate(budget, List.of(ordinary, urgent), TERMS))
                .isEqualTo(Map.of("A", Money.of("600"), "B", Money.of("400")));
    }

    @Test
    void whoCannotWaitGoesToTheBackstopWhileItHasRoom() {
        Request first = new Request("A", time("3", "1000"), Money.of("60000"));
        Request second = new Request("B", time("6", "1000"), Money.of("180001"));
        List<Request> requests = List.of(first, second);
        SortedMap<String, Money> nothing =
                LiquidationQueue.allocate(new Budget(Money.ZERO, Money.ZERO), requests, TERMS);
        Money perSecond = Money.of("1000");

        assertThat(LiquidationQueue.toBackstop(requests, nothing, perSecond, Money.of("1000000")))
                .as("A has one minute for 60,000, B four minutes for 240,001 in all")
                .isEqualTo(Map.of("B", Money.of("180001")));
        assertThat(LiquidationQueue.toBackstop(requests, nothing, Money.of("1000.1"), Money.of("1000000")))
                .isEmpty();
        assertThat(LiquidationQueue.toBackstop(requests, nothing, perSecond, Money.of("100")))
                .isEqualTo(Map.of("B", Money.of("100")));
        assertThat(LiquidationQueue.toBackstop(requests, nothing, perSecond, Money.ZERO))
                .isEmpty();
        assertThat(LiquidationQueue.toBackstop(requests, nothing, Money.ZERO, Money.of("60001")))
                .as("nothing moves: both cannot wait, in their order")
                .isEqualTo(Map.of("A", Money.of("60000"), "B", Money.of("1")));
    }

    @Test
    void anAccountTwiceIsRefused() {
        Request request = new Request("A", time("3", "1000"), Money.of("1"));
        assertThatThrownBy(() ->
                        LiquidationQueue.allocate(new Budget(Money.ZERO, Money.ZERO), List.of(request, request), TERMS))
                .hasMessageContaining("account A");
        assertThatThrownBy(() -> new TimeToBankruptcy(BigDecimal.ZERO, BigDecimal.ZERO))
                .hasMessageContaining("0/0");
    }

    @Test
    void allocationsStayWithinTheirBudgetWhateverTheOrder() {
        Property.holds("queue: within budget, order does not matter", 1_000, rng -> {
            List<Request> requests = new ArrayList<>(requests(rng));
            Money total = new Money(rng.nextLong(0, 5_000));
            Budget budget = new Budget(total, new Money(rng.nextLong(0, total.units() + 1)));
            SortedMap<String, Money> granted = LiquidationQueue.allocate(budget, requests, TERMS);

            assertThat(sum(requests, granted, r -> true)).isLessThanOrEqualTo(total);
            assertThat(sum(requests, granted, r -> !r.time().isUnder(TERMS.urgentMinutes())))
                    .isLessThanOrEqualTo(budget.ordinary());
            requests.forEach(r -> assertThat(granted.get(r.id())).isBetween(Money.ZERO, r.wanted()));
            Money wanted = requests.stream().map(Request::wanted).reduce(Money.ZERO, Money::plus);
            Money all = sum(requests, LiquidationQueue.allocate(new Budget(total, total), requests, TERMS), r -> true);
            assertThat(all).as("nothing is withheld without a reason").isEqualTo(total.min(wanted));

            Money speed = new Money(rng.nextLong(0, 100));
            Money room = new Money(rng.nextLong(0, 1_000));
            SortedMap<String, Money> taken = LiquidationQueue.toBackstop(requests, granted, speed, room);
            assertThat(sum(requests, taken, r -> true)).isLessThanOrEqualTo(room);
            Collections.shuffle(requests, new Random(rng.nextLong()));
            assertThat(LiquidationQueue.allocate(budget, requests, TERMS)).isEqualTo(granted);
            assertThat(LiquidationQueue.toBackstop(requests, granted, speed, room))
                    .isEqualTo(taken);
        });
    }

    private static List<Request> requests(SplittableRandom rng) {
        List<Request> requests = new ArrayList<>();
        for (int i = rng.nextInt(1, 12); i > 0; i--) {
            TimeToBankruptcy time = TimeToBankruptcy.of(
                    new Money(rng.nextLong(-2, 20) * 1_000_000),
                    new Money(rng.nextLong(-5_000, 5_000) * 1_000_000),
                    SIGMA,
                    TERMS);
            requests.add(new Request("A" + i, time, new Money(rng.nextLong(0, 2_000))));
        }
        return requests;
    }

    private static Money sum(
            List<Request> requests, SortedMap<String, Money> amounts, java.util.function.Predicate<Request> test) {
        return requests.stream()
                .filter(test)
                .map(r -> amounts.getOrDefault(r.id(), Money.ZERO))
                .reduce(Money.ZERO, Money::plus);
    }

    /** At 0.1 % a minute and 3 sigma, an equity of 3 for a delta of 1,000 lasts one minute. */
    private static TimeToBankruptcy time(String equity, String delta) {
        return TimeToBankruptcy.of(Money.of(equity), Money.of(delta), SIGMA, TERMS);
    }
}
