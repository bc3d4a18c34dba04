package io.breakwater.core.margin;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.Property;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.HealthThresholds;
import io.breakwater.core.instrument.Threshold;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Properties of any account: what B.12.3 of the risk model asks of equity, requirements and states. */
class MarginPropertiesTest {

    private static final HealthThresholds THRESHOLDS = HealthThresholds.defaults();

    private final MarginCalculator calculator = new MarginCalculator(DefaultParameters.epochOne());

    @Test
    void initEquityIsAtMostEquityAndMaintenanceAtMostInitial() {
        Property.holds("init equity <= equity, MM <= IM", 300, rng -> {
            MarginResult result = calculator.calculate(RandomAccounts.any(rng));

            assertThat(result.initialEquity()).isLessThanOrEqualTo(result.equity());
            assertThat(result.maintenance()).isLessThanOrEqualTo(result.initial());
            assertThat(result.maintenance()).isNotNegative();
            result.positions().forEach(part -> {
                assertThat(part.initialProfit()).isLessThanOrEqualTo(part.profit());
                assertThat(part.maintenance()).isLessThanOrEqualTo(part.initial());
            });
        });
    }

    @Test
    void aPortfoliosInitialRequirementIsItsMultipleAtLeast() {
        Property.holds("portfolio IM >= 1.25*MM", 150, rng -> {
            MarginResult result = calculator.calculate(RandomAccounts.of(MarginMode.PORTFOLIO, rng));

            assertThat(result.initial())
                    .isGreaterThanOrEqualTo(result.maintenance().multiply(new BigDecimal("1.25")));
        });
    }

    @Test
    void theOrderOfPositionsChangesNothing() {
        Property.holds("order of positions", 100, rng -> {
            MarginAccount account = RandomAccounts.any(rng);
            List<MarginAccount.Position> shuffled = new ArrayList<>(account.positions());
            Collections.shuffle(shuffled, new Random(rng.nextLong()));
            MarginResult first = calculator.calculate(account);
            MarginResult second = calculator.calculate(new MarginAccount(
                    account.mode(), account.collateral(), shuffled, account.feesDue(), account.conditions()));

            assertThat(second.equity()).isEqualByComparingTo(first.equity());
            assertThat(second.initialEquity()).isEqualByComparingTo(first.initialEquity());
            assertThat(second.maintenance()).isEqualByComparingTo(first.maintenance());
            assertThat(second.initial()).isEqualByComparingTo(first.initial());
        });
    }

    @Test
    void theStateDependsOnHealthAndThePreviousStateAlone() {
        Property.holds("state is a function of (H, previous)", 5000, rng -> {
            BigDecimal maintenance = BigDecimal.valueOf(rng.nextLong(1, 1_000_000), 2);
            BigDecimal equity = equityNearAThreshold(maintenance, rng);
            BigDecimal factor = BigDecimal.valueOf(rng.nextLong(1, 1_000_000), rng.nextInt(6));
            HealthState previous = HealthState.values()[rng.nextInt(HealthState.values().length)];

            HealthState state = Health.next(previous, equity, maintenance, THRESHOLDS);

            assertThat(Health.next(previous, equity.multiply(factor), maintenance.multiply(factor), THRESHOLDS))
                    .as("the same health in another currency")
                    .isEqualTo(state);
            assertThat(Health.next(state, equity, maintenance, THRESHOLDS))
                    .as("asked again at the same health, it stays")
                    .isEqualTo(state);
        });
    }

    @Test
    void lessEquityAndAWorsePastNeverMeanABetterState() {
        Property.holds("state is monotone", 5000, rng -> {
            BigDecimal maintenance = BigDecimal.valueOf(rng.nextLong(1, 1_000_000), 2);
            BigDecimal equity = equityNearAThreshold(maintenance, rng);
            BigDecimal less = equity.subtract(BigDecimal.valueOf(rng.nextLong(0, 100_000), 2));
            HealthState[] states = HealthState.values();
            int past = rng.nextInt(states.length);
            int worsePast = rng.nextInt(past, states.length);

            HealthState state = Health.next(states[past], equity, maintenance, THRESHOLDS);

            assertThat(Health.next(states[past], less, maintenance, THRESHOLDS)).isGreaterThanOrEqualTo(state);
            assertThat(Health.next(states[worsePast], equity, maintenance, THRESHOLDS))
                    .isGreaterThanOrEqualTo(state);
        });
    }

    /** Exactly at a threshold, or a cent beside it, or anywhere. */
    private static BigDecimal equityNearAThreshold(BigDecimal maintenance, SplittableRandom rng) {
        List<Threshold> thresholds = List.of(
                THRESHOLDS.warningEnter(),
                THRESHOLDS.warningLeave(),
                THRESHOLDS.callEnter(),
                THRESHOLDS.callLeave(),
                THRESHOLDS.liquidationEnter(),
                THRESHOLDS.liquidationLeave());
        if (rng.nextInt(4) == 0) {
            return BigDecimal.valueOf(rng.nextLong(-100_000, 2_000_000), 2);
        }
        Threshold threshold = thresholds.get(rng.nextInt(thresholds.size()));
        return maintenance
                .multiply(BigDecimal.valueOf(threshold.numerator()))
                .divide(BigDecimal.valueOf(threshold.denominator()))
                .add(BigDecimal.valueOf(rng.nextInt(-1, 2), 2));
    }
}
