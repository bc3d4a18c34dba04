package io.breakwater.core.liquidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import io.breakwater.core.liquidation.DeleveragingAllocation.Bid;
import io.breakwater.core.liquidation.DeleveragingPlan.Entry;
import io.breakwater.core.liquidation.DeleveragingPlan.Request;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Who gives up a profitable position, how much at most, and what nobody is asked for. */
class DeleveragingTest {

    private static final DeleveragingParameters TERMS = DeleveragingParameters.defaults();
    private static final Price MARK = Price.of("58000");
    private static final Price BANKRUPTCY = Price.of("59000");
    private static final Quantity LOT = Quantity.of("0.001");
    private static final Request TEN_LONG = new Request(Quantity.of("10"), BANKRUPTCY, MARK, LOT, Money.of("1000000"));

    @Test
    void theDeficitIsTheBudget() {
        List<DeleveragingTarget> targets = List.of(shortAt("A", "10", "60000", "100000", "0"));
        assertThat(plan(withBudget("4000"), targets).filled()).isEqualTo(Quantity.of("4"));
        assertThat(plan(withBudget("3999.99"), targets).filled())
                .as("1.00 a lot")
                .isEqualTo(Quantity.of("3.999"));
        assertThat(plan(withBudget("3999.99"), targets).unfilled()).isEqualTo(Quantity.of("6.001"));
        assertThat(plan(withBudget("0"), targets).filled()).isEqualTo(Quantity.ZERO);
    }

    @Test
    void aTargetGivesUpWhatItHoldsLessItsReservedCloses() {
        DeleveragingTarget reserved = new DeleveragingTarget(
                "A",
                Quantity.of("-8"),
                Money.of("480000"),
                Quantity.of("3.0005"),
                Money.of("100000"),
                Money.ZERO,
                Money.ZERO,
                BigDecimal.ONE);
        assertThat(plan(TEN_LONG, List.of(reserved)).filled())
                .as("4.9995 in whole lots")
                .isEqualTo(Quantity.of("4.999"));
    }

    @Test
    void aLosingTargetAndOneOnTheSameSideAreNeverTouched() {
        DeleveragingTarget even = shortAt("A", "5", "58000", "100000", "0");
        DeleveragingTarget gainsALittle = shortAt("B", "5", "58000.01", "100000", "0");
        DeleveragingTarget isLong = new DeleveragingTarget(
                "C",
                Quantity.of("5"),
                Money.of("-200000"),
                Quantity.ZERO,
                Money.of("100000"),
                Money.ZERO,
                Money.ZERO,
                BigDecimal.ONE);
        DeleveragingPlan plan = plan(TEN_LONG, List.of(even, gainsALittle, isLong));
        assertThat(closes(plan, "A")).isEqualTo(Quantity.ZERO);
        assertThat(closes(plan, "B"))
                .as("its whole profit of 0.05 does not pay for one lot at a loss of 1.00")
                .isEqualTo(Quantity.ZERO);
        assertThat(closes(plan, "C")).isEqualTo(Quantity.ZERO);
    }

    @Test
    void noTargetLosesMoreThanItsProfit() {
        assertThat(plan(TEN_LONG, List.of(shortAt("A", "8", "58500", "100000", "0")))
                        .filled())
                .as("a profit of 4,000 pays for 4 at a loss of 1,000 each")
                .isEqualTo(Quantity.of("4"));
    }

    @Test
    void noTargetFallsBelowItsOwnMaintenance() {
        DeleveragingTarget thin = new DeleveragingTarget(
                "A",
                Quantity.of("-8"),
                Money.of("560000"),
                Quantity.ZERO,
                Money.of("7000"),
                Money.of("4640"),
                Money.ZERO,
                BigDecimal.ONE);
        Quantity given = plan(TEN_LONG, List.of(thin)).filled();
        assertThat(given).as("x*(1000 - 580) <= 7000 - 4640").isEqualTo(Quantity.of("5.619"));

        DeleveragingTarget below = new DeleveragingTarget(
                "A",
                Quantity.of("-8"),
                Money.of("560000"),
                Quantity.ZERO,
                Money.of("4639.99"),
                Money.of("4640"),
                Money.ZERO,
                BigDecimal.ONE);
        assertThat(plan(TEN_LONG, List.of(below)).filled()).isEqualTo(Quantity.ZERO);
    }

    @Test
    void aHedgeIsLastInLine() {
        assertThat(TERMS.hedgeFactor(new BigDecimal("-50"), new BigDecimal("100")))
                .isEqualByComparingTo("0.5");
        assertThat(TERMS.hedgeFactor(new BigDecimal("19"), new BigDecimal("100")))
                .isEqualByComparingTo("0.2");
        assertThat(TERMS.hedgeFactor(new BigDecimal("21"), new BigDecimal("100")))
                .isEqualByComparingTo("0.21");
        assertThat(TERMS.hedgeFactor(BigDecimal.ZERO, BigDecimal.ZERO)).isEqualByComparingTo("1");
        assertThatThrownBy(() -> TERMS.hedgeFactor(BigDecimal.TEN, BigDecimal.ONE))
                .hasMessageContaining("netDelta 10");
    }

    @Test
    void lotsThatRoundingLeavesGoToTheLargestRemainderAndThenById() {
        Request two = new Request(Quantity.of("0.002"), BANKRUPTCY, MARK, LOT, Money.of("1000"));
        List<DeleveragingTarget> equal = List.of(
                shortAt("B", "5", "60000", "100000", "0"),
                shortAt("C", "5", "60000", "100000", "0"),
                shortAt("A", "5", "60000", "100000", "0"));
        DeleveragingPlan plan = plan(two, equal);
        assertThat(closes(plan, "A")).isEqualTo(LOT);
        assertThat(closes(plan, "B")).isEqualTo(LOT);
        assertThat(closes(plan, "C")).isEqualTo(Quantity.ZERO);
    }

    @Test
    void tooManyTargetsOrOneTwiceAreRefused() {
        DeleveragingTarget target = shortAt("A", "5", "60000", "100000", "0");
        DeleveragingParameters one = new DeleveragingParameters(BigDecimal.TEN, BigDecimal.ONE, 1);
        assertThatThrownBy(
                        () -> Deleveraging.plan(TEN_LONG, List.of(target, target), DeleveragingAllocation.QUEUE, one))
                .hasMessage("targets: 2 are more than the limit of 1");
        assertThatThrownBy(() -> plan(TEN_LONG, List.of(target, target))).hasMessageContaining("twice");
    }

    @Test
    void theTotalIsWhatIsAskedAndNoTargetIsHurt() {
        Property.holds("deleveraging: total, profit, maintenance", 1_000, rng -> {
            boolean closesLong = rng.nextBoolean();
            List<DeleveragingTarget> targets = targets(rng, closesLong ? -1 : 1);
            Request request = request(rng, closesLong);
            DeleveragingAllocation allocation =
                    rng.nextBoolean() ? DeleveragingAllocation.QUEUE : DeleveragingAllocation.PRO_RATA;
            DeleveragingPlan plan = Deleveraging.plan(request, targets, allocation, TERMS);

            assertThat(plan.filled().plus(plan.unfilled()))
                    .isEqualTo(request.quantity().abs());
            assertThat(plan.filled().signum() == 0
                            || plan.cost().compareTo(request.budget().exact()) <= 0)
                    .isTrue();
            boolean fullyTaken = plan.entries().stream()
                    .allMatch(e -> e.closes().equals(e.rank().accepts()));
            boolean outOfBudget = plan.unfilled().compareTo(request.lot()) < 0
                    || plan.cost()
                                    .add(unitLoss(request)
                                            .multiply(request.lot().exact()))
                                    .compareTo(request.budget().exact())
                            > 0;
            assertThat(fullyTaken || outOfBudget).as("it stops for a reason").isTrue();
            plan.entries().forEach(entry -> assertUnhurt(entry, request));
        });
    }

    @Test
    void theOrderOfTargetsDoesNotMatter() {
        Property.holds("deleveraging does not depend on order", 300, rng -> {
            boolean closesLong = rng.nextBoolean();
            List<DeleveragingTarget> targets = new ArrayList<>(targets(rng, closesLong ? -1 : 1));
            Request request = request(rng, closesLong);
            for (DeleveragingAllocation allocation : DeleveragingAllocation.values()) {
                DeleveragingPlan plan = Deleveraging.plan(request, targets, allocation, TERMS);
                Collections.shuffle(targets, new Random(rng.nextLong()));
                assertThat(Deleveraging.plan(request, targets, allocation, TERMS))
                        .isEqualTo(plan);
            }
        });
    }

    @Test
    void equalBidsAreServedByIdWhateverTheOrder() {
        Property.holds("allocations with many ties do not depend on order", 500, rng -> {
            List<Bid> bids = new ArrayList<>();
            for (int i = rng.nextInt(1, 9); i > 0; i--) {
                Ratio rank = Ratio.of(BigDecimal.valueOf(rng.nextInt(2)));
                bids.add(new Bid("T" + i, rng.nextLong(0, 4), rank, BigDecimal.valueOf(rng.nextInt(1, 3))));
            }
            long lots = rng.nextLong(0, bids.stream().mapToLong(Bid::lots).sum() + 1);
            for (DeleveragingAllocation allocation : DeleveragingAllocation.values()) {
                SortedMap<String, Long> whole = LargestRemainder.round(allocation.exact(lots, bids), lots);
                assertThat(whole.values().stream().mapToLong(Long::longValue).sum())
                        .isEqualTo(lots);
                bids.forEach(bid -> assertThat(whole.get(bid.id())).isBetween(0L, bid.lots()));
                Collections.shuffle(bids, new Random(rng.nextLong()));
                assertThat(LargestRemainder.round(allocation.exact(lots, bids), lots))
                        .isEqualTo(whole);
            }
        });
    }

    private static void assertUnhurt(Entry entry, Request request) {
        DeleveragingTarget target = entry.rank().target();
        Quantity closes = entry.closes();
        if (closes.signum() == 0) {
            return;
        }
        assertThat(closes.isWholeLots(request.lot())).isTrue();
        assertThat(closes.plus(target.reservedCloses()))
                .isLessThanOrEqualTo(target.quantity().abs());
        assertThat(target.profit(request.mark()).signum()).isPositive();
        assertThat(entry.cost())
                .isLessThanOrEqualTo(target.profit(request.mark()).exact());
        // The requirement of the tests' targets is proportional to what stays, the most that convexity permits.
        BigDecimal part = closes.exact().divide(target.quantity().exact().abs(), 30, Rounding.DOWN.mode());
        BigDecimal after = target.maintenance()
                .exact()
                .subtract(target.maintenance()
                        .minus(target.maintenanceWithout())
                        .exact()
                        .multiply(part));
        assertThat(target.equity().exact().subtract(entry.cost()))
                .isGreaterThanOrEqualTo(after.subtract(new BigDecimal("1e-15")));
    }

    private static List<DeleveragingTarget> targets(SplittableRandom rng, int side) {
        List<DeleveragingTarget> targets = new ArrayList<>();
        for (int i = rng.nextInt(1, 15); i > 0; i--) {
            long lots = rng.nextLong(1, 10_000);
            Quantity quantity = new Quantity(side * lots * LOT.units());
            Money opened = new Price(rng.nextLong(5_500_000_000_000L, 6_200_000_000_000L))
                    .times(quantity, Rounding.HALF_EVEN)
                    .negate();
            targets.add(new DeleveragingTarget(
                    "T" + i,
                    quantity,
                    opened,
                    new Quantity(rng.nextLong(0, lots * LOT.units() * 2)),
                    new Money(rng.nextLong(-1_000_000, 40_000_000_000L)),
                    new Money(rng.nextLong(0, 20_000_000_000L)),
                    new Money(rng.nextLong(0, 20_000_000_000L)),
                    new BigDecimal(rng.nextInt(2, 11)).movePointLeft(1)));
        }
        return targets;
    }

    private static Request request(SplittableRandom rng, boolean closesLong) {
        Quantity quantity = new Quantity(rng.nextLong(0, 3_000_000_000L));
        Price mark = new Price(rng.nextLong(5_700_000_000_000L, 5_900_000_000_000L));
        Price price =
                new Price(mark.units() + rng.nextLong(-50_000_000_000L, 200_000_000_000L) * (closesLong ? 1 : -1));
        return new Request(
                closesLong ? quantity : quantity.negate(),
                price,
                mark,
                LOT,
                new Money(rng.nextLong(0, 30_000_000_000L)));
    }

    private static BigDecimal unitLoss(Request request) {
        BigDecimal difference = request.price().exact().subtract(request.mark().exact());
        return request.quantity().signum() > 0 ? difference : difference.negate();
    }

    private static Request withBudget(String budget) {
        return new Request(Quantity.of("10"), BANKRUPTCY, MARK, LOT, Money.of(budget));
    }

    private static DeleveragingTarget shortAt(
            String id, String quantity, String entry, String equity, String maintenance) {
        Quantity size = Quantity.of(quantity);
        return new DeleveragingTarget(
                id,
                size.negate(),
                Price.of(entry).times(size, Rounding.HALF_EVEN),
                Quantity.ZERO,
                Money.of(equity),
                Money.of(maintenance),
                Money.ZERO,
                BigDecimal.ONE);
    }

    private static DeleveragingPlan plan(Request request, List<DeleveragingTarget> targets) {
        return Deleveraging.plan(request, targets, DeleveragingAllocation.PRO_RATA, TERMS);
    }

    private static Quantity closes(DeleveragingPlan plan, String id) {
        return plan.entries().stream()
                .filter(entry -> entry.rank().target().id().equals(id))
                .findFirst()
                .orElseThrow()
                .closes();
    }
}
