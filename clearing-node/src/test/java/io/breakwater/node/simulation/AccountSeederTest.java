package io.breakwater.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.simulation.AccountPlan.PlannedTrade;
import io.breakwater.node.simulation.Population.OpeningTrade;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AccountSeederTest {

    private static final SortedMap<String, Price> PRICES = new TreeMap<>(Map.of(
            "BTC", Price.of("60000"), "ETH", Price.of("3000"), "SOL", Price.of("150"), "DOGE", Price.of("0.25")));
    private static final RiskParameters RISK =
            ScenarioParameters.covering(DefaultParameters.epochOne(), PRICES).parameters();
    private static final SeedingParameters SEEDING = SeedingParameters.defaults();

    @Test
    void quantitiesSumToZeroAndEverybodyCouldHaveOpenedWhatTheyHold() {
        Property.holds("a population is balanced and margined", 40, rng -> {
            SeedingParameters seeding = SEEDING.withTraders(1 + rng.nextInt(300));
            Population people = AccountSeeder.plan(seeding, RISK, rng.nextLong(), PRICES);
            assertThat(sums(people).values()).allMatch(sum -> sum.signum() == 0);
            for (AccountPlan plan : people.accounts()) {
                assertThat(counted(plan)).as(plan.toString()).isGreaterThanOrEqualTo(initial(plan));
                assertThat(plan.deposit().signum()).isPositive();
                assertThat(plan.trades()).allMatch(AccountSeederTest::isWholeLots);
                assertThat(plan.trades()).extracting(PlannedTrade::instrument).doesNotHaveDuplicates();
            }
        });
    }

    @Test
    void openingsLeadToWhatThePlansSay() {
        Population people = plan(3);
        Map<String, SortedMap<Instrument, Quantity>> held = new TreeMap<>();
        for (OpeningTrade opening : people.openings()) {
            book(held, opening.trader(), opening.instrument(), opening.quantity());
            book(held, opening.maker(), opening.instrument(), opening.quantity().negate());
        }
        for (AccountPlan plan : people.accounts()) {
            SortedMap<Instrument, Quantity> expected = new TreeMap<>();
            plan.trades().forEach(trade -> expected.put(trade.instrument(), trade.quantity()));
            SortedMap<Instrument, Quantity> booked = held.getOrDefault(plan.id(), new TreeMap<>());
            booked.values().removeIf(quantity -> quantity.signum() == 0);
            assertThat(booked).isEqualTo(expected);
        }
        assertThat(people.openings())
                .allMatch(o -> o.price().equals(PRICES.get(o.instrument().underlying())));
    }

    @Test
    void theSameSeedGivesTheSamePeopleAndAnotherOneOthers() {
        assertThat(plan(3)).isEqualTo(plan(3));
        assertThat(plan(3)).isNotEqualTo(plan(4));
    }

    @Test
    void longsAreTheMajorityAndEachModeIsThere() {
        List<AccountPlan> traders = plan(5).ofKind(Participant.TRADER);
        List<PlannedTrade> trades = new ArrayList<>();
        traders.forEach(plan -> trades.addAll(plan.trades()));
        long longs =
                trades.stream().filter(trade -> trade.quantity().signum() > 0).count();

        assertThat(traders).hasSize(2_000);
        assertThat((double) longs / trades.size()).isBetween(0.60, 0.70);
        assertThat(traders.stream().filter(plan -> plan.mode() == MarginMode.ISOLATED))
                .hasSizeBetween(500, 700);
        assertThat(traders.stream().filter(plan -> plan.mode() == MarginMode.PORTFOLIO))
                .hasSizeBetween(15, 70);
        assertThat(traders.stream().filter(plan -> !plan.collateral().isEmpty()))
                .hasSizeBetween(15, 80);
        assertThat(traders)
                .filteredOn(plan -> plan.mode() == MarginMode.ISOLATED)
                .allMatch(plan -> plan.trades().size() == 1 && plan.collateral().isEmpty());
    }

    @Test
    void healthBeginsJustAboveTwoForTheBoldAndFarHigherForTheCareful() {
        List<BigDecimal> healths = plan(5).ofKind(Participant.TRADER).stream()
                .filter(plan -> plan.mode() != MarginMode.PORTFOLIO)
                .map(plan -> counted(plan).divide(maintenance(plan), 4, RoundingMode.HALF_EVEN))
                .sorted()
                .toList();
        assertThat(healths.get(0)).isBetween(new BigDecimal("2.00"), new BigDecimal("2.05"));
        assertThat(healths.get(healths.size() / 4)).isLessThan(BigDecimal.valueOf(4));
        assertThat(healths.get(healths.size() - 1)).isGreaterThan(BigDecimal.TEN);
    }

    @Test
    void thoseWhoStandByAreThereWithTheirCapital() {
        Population people = plan(1);
        assertThat(people.accounts()).extracting(AccountPlan::id).doesNotHaveDuplicates();
        assertThat(people.ofKind(Participant.MARKET_MAKER)).hasSize(4);
        assertThat(people.ofKind(Participant.KEEPER))
                .hasSize(8)
                .allMatch(plan -> plan.deposit().equals(SEEDING.keeperCapital()));
        assertThat(people.ofKind(Participant.BACKSTOP))
                .extracting(AccountPlan::id)
                .containsExactly("backstop:BTC", "backstop:DOGE", "backstop:ETH", "backstop:SOL");
        assertThat(people.ofKind(Participant.FUND))
                .extracting(AccountPlan::id)
                .containsExactly("fund:BTC", "fund:DOGE", "fund:ETH", "fund:SOL", "fund:global");
        assertThat(people.ofKind(Participant.TRANCHE))
                .extracting(AccountPlan::deposit)
                .containsExactly(SEEDING.tranche());
    }

    @Test
    void openInterestIsTheNotionalOfTheLongs() {
        Population people = plan(2);
        Instrument sol = new Instrument.Perpetual("SOL");
        BigDecimal gross = people.accounts().stream()
                .flatMap(plan -> plan.trades().stream())
                .filter(trade -> trade.instrument().equals(sol))
                .map(AccountSeederTest::notional)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(people.openInterest(sol, PRICES.get("SOL")).exact().multiply(BigDecimal.valueOf(2)))
                .isEqualByComparingTo(gross);
    }

    @Test
    void anUnderlyingWithoutTermsIsRefusedByName() {
        SortedMap<String, Price> prices = new TreeMap<>(Map.of("XYZ", Price.of("1")));
        assertThatThrownBy(() -> AccountSeeder.plan(SEEDING, RISK, 1, prices)).hasMessageContaining("XYZ");
        assertThatThrownBy(() -> AccountSeeder.plan(SEEDING, RISK, 1, new TreeMap<>()))
                .hasMessageContaining("first prices");
        assertThatThrownBy(() -> SEEDING.withTraders(0)).hasMessageContaining("traders 0.0");
        assertThatThrownBy(() -> SEEDING.withTraders(1_000_001)).hasMessageContaining("traders 1000001.0");
    }

    private static Population plan(long seed) {
        return AccountSeeder.plan(SEEDING, RISK, seed, PRICES);
    }

    private static void book(
            Map<String, SortedMap<Instrument, Quantity>> held,
            String account,
            Instrument instrument,
            Quantity quantity) {
        held.computeIfAbsent(account, id -> new TreeMap<>()).merge(instrument, quantity, Quantity::plus);
    }

    private static SortedMap<Instrument, Quantity> sums(Population people) {
        SortedMap<Instrument, Quantity> sums = new TreeMap<>();
        people.accounts()
                .forEach(plan -> plan.trades()
                        .forEach(trade -> sums.merge(trade.instrument(), trade.quantity(), Quantity::plus)));
        return sums;
    }

    private static boolean isWholeLots(PlannedTrade trade) {
        BigDecimal lot = RISK.underlying(trade.instrument().underlying())
                .orElseThrow()
                .increments()
                .lot();
        return trade.quantity().signum() != 0 && trade.quantity().isWholeLots(Quantity.of(lot));
    }

    private static BigDecimal notional(PlannedTrade trade) {
        return trade.quantity()
                .abs()
                .exact()
                .multiply(PRICES.get(trade.instrument().underlying()).exact());
    }

    private static BigDecimal counted(AccountPlan plan) {
        BigDecimal counted = plan.deposit().exact();
        for (Map.Entry<String, Quantity> held : plan.collateral().entrySet()) {
            BigDecimal value =
                    held.getValue().exact().multiply(PRICES.get(held.getKey()).exact());
            counted = counted.add(RISK.collateral().get(held.getKey()).haircut().counted(value));
        }
        return counted;
    }

    private static BigDecimal initial(AccountPlan plan) {
        BigDecimal sum = BigDecimal.ZERO;
        for (PlannedTrade trade : plan.trades()) {
            sum = sum.add(
                    plan.mode() == MarginMode.PORTFOLIO
                            ? notional(trade).multiply(new BigDecimal("0.23125"))
                            : RISK.underlying(trade.instrument().underlying())
                                    .orElseThrow()
                                    .tiers()
                                    .orElseThrow()
                                    .initial(notional(trade)));
        }
        return sum;
    }

    private static BigDecimal maintenance(AccountPlan plan) {
        return plan.trades().stream()
                .map(trade -> RISK.underlying(trade.instrument().underlying())
                        .orElseThrow()
                        .tiers()
                        .orElseThrow()
                        .maintenance(notional(trade)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
