package io.breakwater.core.margin;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.Property;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.instrument.PortfolioParameters;
import io.breakwater.core.margin.MarginAccount.Position;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Properties of the portfolio requirement as a function of quantities: B.12.5 of the risk model. */
class PortfolioRequirementTest {

    private static final ScenarioGrid GRID = ScenarioGrid.standard(PortfolioParameters.defaults());
    private static final FullRevaluation REVALUATION = new FullRevaluation(DefaultParameters.epochOne());

    @Test
    void nothingHeldRequiresNothing() {
        Property.holds("zero at zero", 50, rng -> {
            List<PortfolioHolding> none = scaled(holdings(rng), BigDecimal.ZERO);
            assertThat(scan(none, GRID)).isZero();
            assertThat(requirement(none)).isZero();
        });
    }

    @Test
    void theRequirementIsHomogeneous() {
        Property.holds("R(t*q) = t*R(q)", 150, rng -> {
            List<PortfolioHolding> holdings = holdings(rng);
            BigDecimal factor = BigDecimal.valueOf(rng.nextLong(0, 5000), 3);
            assertThat(scan(scaled(holdings, factor), GRID))
                    .isEqualByComparingTo(scan(holdings, GRID).multiply(factor));
            assertThat(requirement(scaled(holdings, factor)))
                    .isEqualByComparingTo(requirement(holdings).multiply(factor));
        });
    }

    @Test
    void aPortfolioNeverNeedsMoreThanItsParts() {
        Property.holds("R(p+q) <= R(p) + R(q)", 150, rng -> {
            List<PortfolioHolding> p = holdings(rng);
            List<PortfolioHolding> q = otherQuantities(p, rng);
            assertThat(scan(sum(p, q), GRID)).isLessThanOrEqualTo(scan(p, GRID).add(scan(q, GRID)));
            for (PortfolioParameters parameters : List.of(PortfolioParameters.defaults(), concentrated())) {
                assertThat(requirement(sum(p, q), parameters)).isLessThanOrEqualTo(add(p, q, parameters));
            }
        });
    }

    @Test
    void moreScenariosNeverRequireLess() {
        Property.holds("scan loss is monotone in scenarios", 100, rng -> {
            List<PortfolioHolding> holdings = holdings(rng);
            BigDecimal before = BigDecimal.ZERO;
            for (int size = 1; size <= GRID.scenarios().size(); size++) {
                ScenarioGrid fewer = new ScenarioGrid(GRID.scenarios().subList(0, size));
                BigDecimal loss = scan(holdings, fewer);
                assertThat(loss).isGreaterThanOrEqualTo(before);
                before = loss;
            }
        });
    }

    @Test
    void openOrdersCountAtTheWorstOfAllFills() {
        Property.holds("open orders: the worst corner of fills", 100, rng -> {
            List<PortfolioHolding> ordered = withOrders(holdings(rng), rng);
            BigDecimal worst = BigDecimal.ZERO;
            for (List<PortfolioHolding> filled : fills(ordered)) {
                worst = worst.max(scan(filled, GRID));
                assertThat(requirement(ordered, concentrated()))
                        .isGreaterThanOrEqualTo(requirement(filled, concentrated()));
            }
            assertThat(scan(ordered, GRID)).isEqualByComparingTo(worst);
        });
    }

    private static BigDecimal add(List<PortfolioHolding> p, List<PortfolioHolding> q, PortfolioParameters parameters) {
        // The size tiers of a concentration charge are convex but not homogeneous: two halves are cheaper than the
        // whole.
        BigDecimal apart = requirement(p, parameters).add(requirement(q, parameters));
        BigDecimal two = BigDecimal.valueOf(2);
        BigDecimal doubled = requirement(scaled(p, two), parameters)
                .add(requirement(scaled(q, two), parameters))
                .divide(two);
        return parameters.concentration().isPresent() ? doubled : apart;
    }

    private static PortfolioParameters concentrated() {
        PortfolioParameters base = PortfolioParameters.defaults();
        MarginTiers tiers = MarginTiers.of(List.of(
                new MarginTiers.Tier(BigDecimal.ZERO, new BigDecimal("0.01"), new BigDecimal("0.01")),
                new MarginTiers.Tier(new BigDecimal("1000000"), new BigDecimal("0.2"), new BigDecimal("0.2"))));
        return new PortfolioParameters(
                base.scanRange(),
                base.volatilityUp(),
                base.volatilityDown(),
                base.tailShareOfScanRange(),
                base.shortOptionMinimum(),
                base.grossFutures(),
                base.initialFactor(),
                Optional.of(tiers));
    }

    private static BigDecimal scan(List<PortfolioHolding> holdings, ScenarioGrid grid) {
        return PortfolioRequirement.of("BTC", holdings, grid, PortfolioParameters.defaults())
                .scanLoss();
    }

    private static BigDecimal requirement(List<PortfolioHolding> holdings) {
        return requirement(holdings, PortfolioParameters.defaults());
    }

    private static BigDecimal requirement(List<PortfolioHolding> holdings, PortfolioParameters parameters) {
        return PortfolioRequirement.of("BTC", holdings, GRID, parameters).maintenance();
    }

    private static List<PortfolioHolding> holdings(SplittableRandom rng) {
        return List.of(
                holding(RandomAccounts.perpetual("BTC", rng)),
                holding(RandomAccounts.option("BTC", rng)),
                holding(RandomAccounts.option("BTC", rng)));
    }

    private static PortfolioHolding holding(Position position) {
        return new PortfolioHolding(position, REVALUATION.arrayOf(position, GRID));
    }

    private static List<PortfolioHolding> scaled(List<PortfolioHolding> holdings, BigDecimal factor) {
        return holdings.stream()
                .map(h -> of(h, h.position().quantity().multiply(factor)))
                .toList();
    }

    private static List<PortfolioHolding> otherQuantities(List<PortfolioHolding> holdings, SplittableRandom rng) {
        return holdings.stream()
                .map(h -> of(h, new BigDecimal(RandomAccounts.decimal(rng, -100_000, 100_000, 3))))
                .toList();
    }

    private static List<PortfolioHolding> sum(List<PortfolioHolding> p, List<PortfolioHolding> q) {
        List<PortfolioHolding> sums = new ArrayList<>();
        for (int i = 0; i < p.size(); i++) {
            sums.add(of(
                    p.get(i),
                    p.get(i).position().quantity().add(q.get(i).position().quantity())));
        }
        return sums;
    }

    private static PortfolioHolding of(PortfolioHolding holding, BigDecimal quantity) {
        Position p = holding.position();
        return new PortfolioHolding(
                Position.of(p.instrument(), quantity, p.mark(), p.profit(), p.option()), holding.array());
    }

    private static List<PortfolioHolding> withOrders(List<PortfolioHolding> holdings, SplittableRandom rng) {
        return holdings.stream()
                .map(h -> new PortfolioHolding(
                        Holdings.with(
                                h.position(),
                                h.position().mark().toPlainString(),
                                RandomAccounts.decimal(rng, 0, 50_000, 3),
                                RandomAccounts.decimal(rng, 0, 50_000, 3)),
                        h.array()))
                .toList();
    }

    /** Every combination of nothing, all buys or all sells filled, by instrument. */
    private static List<List<PortfolioHolding>> fills(List<PortfolioHolding> ordered) {
        List<List<PortfolioHolding>> combinations = List.of(List.of());
        for (PortfolioHolding holding : ordered) {
            Position p = holding.position();
            List<List<PortfolioHolding>> longer = new ArrayList<>();
            for (BigDecimal fill :
                    List.of(BigDecimal.ZERO, p.reservedBuy(), p.reservedSell().negate())) {
                for (List<PortfolioHolding> shorter : combinations) {
                    List<PortfolioHolding> with = new ArrayList<>(shorter);
                    with.add(of(holding, p.quantity().add(fill)));
                    longer.add(with);
                }
            }
            combinations = longer;
        }
        return combinations;
    }
}
