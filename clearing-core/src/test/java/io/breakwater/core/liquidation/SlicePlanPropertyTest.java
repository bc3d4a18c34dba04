package io.breakwater.core.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.Property;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.HealthThresholds;
import io.breakwater.core.instrument.Instrument.Perpetual;
import io.breakwater.core.instrument.LiquidationParameters;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.liquidation.SlicePlan.Candidate;
import io.breakwater.core.liquidation.SlicePlan.Kind;
import io.breakwater.core.liquidation.SlicePlan.Reason;
import io.breakwater.core.liquidation.SlicePlan.Slice;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Invariant 5 over random accounts, checked with fractions and the max-of-affine form of the requirement. */
class SlicePlanPropertyTest {

    private static final Fraction TARGET = Fraction.of("1.15");
    private static final Fraction COST = Fraction.of("0.0045");

    /** An account in LIQUIDATING: 2/3 <= E/MM < 1. */
    private record Case(List<Candidate> candidates, BigDecimal equity) {

        Fraction maintenance() {
            return candidates.stream()
                    .map(c -> requirement(c, Fraction.of(c.notional())))
                    .reduce(Fraction.of("0"), Fraction::plus);
        }

        SlicePlan plan() {
            BigDecimal maintenance = candidates.stream()
                    .map(c -> c.tiers().orElseThrow().maintenance(c.notional()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            return SlicePlan.of(
                    HealthState.LIQUIDATING,
                    MarginMode.CROSS,
                    equity,
                    maintenance,
                    candidates,
                    HealthThresholds.defaults(),
                    LiquidationParameters.defaults());
        }

        Candidate of(Slice slice) {
            return candidates.stream()
                    .filter(c -> c.instrument().equals(slice.instrument()))
                    .findFirst()
                    .orElseThrow();
        }

        /** Target shortfall h*MM - E after closing notionals. */
        Fraction shortfall(List<Slice> slices, boolean exact) {
            Fraction equityAfter = Fraction.of(equity);
            Fraction maintenanceAfter = maintenance();
            for (Slice slice : slices) {
                Candidate candidate = of(slice);
                Fraction held = Fraction.of(candidate.notional());
                Fraction closed = exact && slice.reason() == Reason.TARGET
                        ? exactNotional(slice)
                        : Fraction.of(slice.quantity().multiply(candidate.mark()));
                equityAfter = equityAfter.minus(COST.times(closed));
                maintenanceAfter = maintenanceAfter
                        .minus(requirement(candidate, held))
                        .plus(requirement(candidate, held.minus(closed)));
            }
            return TARGET.times(maintenanceAfter).minus(equityAfter);
        }
    }

    @Test
    @DisplayName("a partial closes the closed form to the last digit, and its quantity less than one lot more")
    void partialIsTheClosedFormPlusLessThanALot() {
        int[] partials = new int[1];
        Property.holds("slice-closed-form", 2_000, rng -> {
            Case account = account(rng, rng.nextInt(1, 5), randomTables(rng));
            SlicePlan plan = account.plan();
            for (Slice slice : plan.slices()) {
                Candidate candidate = account.of(slice);
                assertThat(slice.quantity())
                        .isPositive()
                        .isLessThanOrEqualTo(candidate.quantity().abs());
                if (slice.reason() != Reason.TARGET) {
                    assertThat(slice.quantity())
                            .isEqualByComparingTo(candidate.quantity().abs());
                    continue;
                }
                partials[0]++;
                assertThat(account.shortfall(plan.slices(), true)).isEqualTo(Fraction.of("0"));
                Fraction exact = exactNotional(slice).over(Fraction.of(candidate.mark()));
                Fraction excess = Fraction.of(slice.quantity()).minus(exact);
                assertThat(excess).isGreaterThanOrEqualTo(Fraction.of("0")).isLessThan(Fraction.of(candidate.lot()));
            }
        });
        assertThat(partials[0]).isGreaterThan(200);
    }

    @Test
    @DisplayName("a partial plan on the default tables reaches the target, and so raises health")
    void raisesHealth() {
        Property.holds("slice-raises-health", 2_000, rng -> {
            Case account = account(rng, rng.nextInt(1, 5), defaultTables());
            SlicePlan plan = account.plan();
            assertThat(plan.kind()).isIn(Kind.PARTIAL, Kind.FULL);
            if (plan.kind() == Kind.PARTIAL) {
                assertThat(account.shortfall(plan.slices(), false)).isLessThanOrEqualTo(Fraction.of("0"));
                assertThat(health(account, plan.slices())).isGreaterThan(health(account, List.of()));
            }
        });
    }

    @Test
    @DisplayName("no other lot-sized quantity below the slice would have restored the target")
    void oneLotLessIsNotEnough() {
        Property.holds("slice-minimal", 1_000, rng -> {
            Case account = account(rng, 1, randomTables(rng));
            SlicePlan plan = account.plan();
            Slice slice = plan.slices().get(0);
            if (slice.reason() == Reason.TARGET) {
                BigDecimal fewer = slice.quantity().subtract(account.of(slice).lot());
                Slice less = new Slice(slice.instrument(), fewer, slice.notional(), Reason.TARGET);
                assertThat(account.shortfall(List.of(less), false)).isGreaterThan(Fraction.of("0"));
            }
        });
    }

    @Test
    @DisplayName("a portfolio closes one fraction of everything, each up to its lot")
    void portfolioFraction() {
        Property.holds("slice-fraction", 1_000, rng -> {
            Case account = account(rng, rng.nextInt(1, 5), defaultTables());
            BigDecimal maintenance = account.equity().multiply(new BigDecimal("1.2"));
            SlicePlan plan = SlicePlan.of(
                    HealthState.LIQUIDATING,
                    MarginMode.PORTFOLIO,
                    account.equity(),
                    maintenance,
                    account.candidates(),
                    HealthThresholds.defaults(),
                    LiquidationParameters.defaults());
            Fraction gross = account.candidates().stream()
                    .map(c -> Fraction.of(c.notional()))
                    .reduce(Fraction.of("0"), Fraction::plus);
            Fraction weighted = TARGET.times(Fraction.of(maintenance));
            Fraction release = weighted.minus(COST.times(gross));
            assertThat(plan.slices()).hasSameSizeAs(account.candidates());
            if (plan.kind() == Kind.PARTIAL) {
                Fraction fraction =
                        weighted.minus(Fraction.of(account.equity())).over(release);
                plan.slices().forEach(slice -> assertFraction(account.of(slice), slice, fraction));
            }
        });
    }

    private static void assertFraction(Candidate candidate, Slice slice, Fraction fraction) {
        Fraction held = Fraction.of(candidate.quantity().abs());
        Fraction least = fraction.times(held);
        Fraction most = fraction.plus(Fraction.of("0.000001")).times(held).plus(Fraction.of(candidate.lot()));
        assertThat(exactNotional(slice)).isEqualTo(fraction.times(Fraction.of(candidate.notional())));
        assertThat(Fraction.of(slice.quantity())).isGreaterThanOrEqualTo(least).isLessThan(most);
    }

    private static Fraction health(Case account, List<Slice> closed) {
        Fraction equity = Fraction.of(account.equity());
        Fraction maintenance = account.maintenance();
        for (Slice slice : closed) {
            Candidate candidate = account.of(slice);
            Fraction held = Fraction.of(candidate.notional());
            Fraction notional = Fraction.of(slice.quantity().multiply(candidate.mark()));
            equity = equity.minus(COST.times(notional));
            maintenance =
                    maintenance.minus(requirement(candidate, held)).plus(requirement(candidate, held.minus(notional)));
        }
        return equity.over(maintenance);
    }

    private static Fraction exactNotional(Slice slice) {
        return Fraction.of(slice.notional().numerator())
                .over(Fraction.of(slice.notional().denominator()));
    }

    /** max_n(r_n*N - d_n), with the deductions worked out from the rows. */
    private static Fraction requirement(Candidate candidate, Fraction notional) {
        Fraction best = Fraction.of("0");
        Fraction deduction = Fraction.of("0");
        Fraction rateBefore = Fraction.of("0");
        for (MarginTiers.Piece piece : candidate.tiers().orElseThrow().pieces()) {
            Fraction rate = Fraction.of(piece.tier().maintenanceRate());
            deduction = deduction.plus(Fraction.of(piece.tier().lower()).times(rate.minus(rateBefore)));
            best = best.max(rate.times(notional).minus(deduction));
            rateBefore = rate;
        }
        return best;
    }

    private static Case account(SplittableRandom rng, int positions, List<MarginTiers> tables) {
        List<Candidate> candidates = new ArrayList<>();
        BigDecimal maintenance = BigDecimal.ZERO;
        for (int i = 0; i < positions; i++) {
            BigDecimal mark = BigDecimal.valueOf(rng.nextLong(1, 10_000_000), 2);
            BigDecimal notional = BigDecimal.valueOf(Math.round(Math.exp(rng.nextDouble(7, 17))));
            BigDecimal quantity = notional.divide(mark, 3, RoundingMode.UP);
            MarginTiers tiers = tables.get(rng.nextInt(tables.size()));
            Candidate candidate = new Candidate(
                    new Perpetual("C" + (char) ('A' + rng.nextInt(3)) + i),
                    rng.nextBoolean() ? quantity : quantity.negate(),
                    mark,
                    Optional.of(tiers),
                    new BigDecimal("0.001"),
                    BigDecimal.ONE);
            candidates.add(candidate);
            maintenance = maintenance.add(tiers.maintenance(candidate.notional()));
        }
        BigDecimal health = BigDecimal.valueOf(rng.nextLong(666_667, 1_000_000), 6);
        return new Case(candidates, maintenance.multiply(health));
    }

    private static List<MarginTiers> defaultTables() {
        return List.of(DefaultParameters.btcTiers(), DefaultParameters.ethTiers(), DefaultParameters.solTiers());
    }

    private static List<MarginTiers> randomTables(SplittableRandom rng) {
        List<MarginTiers.Tier> rows = new ArrayList<>();
        long lower = 0;
        long rate = rng.nextLong(20, 200);
        for (int i = 0; i < rng.nextInt(1, 6); i++) {
            rows.add(new MarginTiers.Tier(BigDecimal.valueOf(lower), BigDecimal.ONE, BigDecimal.valueOf(rate, 4)));
            lower += rng.nextLong(1, 2_000_000);
            rate += rng.nextLong(0, 300);
        }
        return List.of(MarginTiers.of(rows));
    }
}
