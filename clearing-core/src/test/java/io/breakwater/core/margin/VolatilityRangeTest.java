package io.breakwater.core.margin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.breakwater.core.Property;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VolatilityRangeTest {

    private static final long START = 1_760_000_000_000L;
    private static final long MINUTE = 60_000;
    private static final VolatilityParameters PARAMETERS =
            VolatilityParameters.defaults(new BigDecimal("0.04"), new BigDecimal("0.12"));

    @Test
    void aNewRangeIsItsBase() {
        VolatilityRange range = VolatilityRange.startingAt(PARAMETERS, START);
        assertThat(range.figures().ordinary()).isEqualTo(Rate.of("0.04"));
        assertThat(range.figures().maintenance()).isEqualTo(Rate.of("0.04"));
        assertThat(range.maintenanceScale()).isEqualTo(Rate.ONE);
        assertThat(range.figures().initial()).as("(0.75*0.04 + 0.25*0.12)*1.25").isEqualTo(Rate.of("0.075"));
        assertThat(range.initialScale()).isEqualTo(Rate.of("1.875"));
    }

    @Test
    void newRiskIsScaledAtOnceAndNeverOverThreeTimesTheBase() {
        VolatilityRange range = seen(VolatilityRange.startingAt(PARAMETERS, START), "100");
        VolatilityRange after = range.next(Price.of("90"), FeedState.LIVE, false, START + 2 * MINUTE);
        assertThat(after.figures().initial()).isEqualTo(Rate.of("0.12"));
        assertThat(after.initialScale()).isEqualTo(Rate.of("3"));
        assertThat(after.figures().maintenance()).isLessThan(Rate.of("0.0402"));
    }

    @Test
    void existingPositionsRiseTenPercentAnHourWhateverTheStepsAre() {
        for (long step : new long[] {1, 5, 60}) {
            VolatilityRange range = VolatilityRange.seeded(
                    PARAMETERS, START, new BigDecimal("0.0001"), Rate.of("0.02"), Rate.of("0.04"));
            for (long minute = step; minute <= 60; minute += step) {
                range = range.afterReturn(Rate.of("0.01"), true, START + minute * MINUTE);
            }
            assertThat(range.figures().maintenance())
                    .as("steps of %d min", step)
                    .isEqualTo(Rate.of("0.044"));
        }
    }

    @Test
    void existingPositionsNeverRiseWhileThrottledOrNotLive() {
        VolatilityRange range = seen(VolatilityRange.startingAt(PARAMETERS, START), "100");
        Price fallen = Price.of("95");
        long now = START + 2 * MINUTE;
        Rate held = range.figures().maintenance();
        assertThat(range.next(fallen, FeedState.LIVE, true, now).figures().maintenance())
                .isEqualTo(held);
        assertThat(range.next(fallen, FeedState.DEGRADED, false, now).figures().maintenance())
                .isEqualTo(held);
        assertThat(range.next(fallen, FeedState.SUSPECT, false, now).figures().maintenance())
                .isEqualTo(held);
        assertThat(range.next(fallen, FeedState.LIVE, false, now).figures().maintenance())
                .isGreaterThan(held);
    }

    @Test
    void existingPositionsFallByHalfInADay() {
        VolatilityRange range = VolatilityRange.seeded(
                PARAMETERS, START, new BigDecimal("0.000000000001"), Rate.of("0.02"), Rate.of("0.12"));
        VolatilityRange dayAfter = range.afterReturn(Rate.ZERO, true, START + 1_440 * MINUTE);
        assertThat(dayAfter.figures().maintenance()).isEqualTo(Rate.of("0.06"));
        VolatilityRange later = dayAfter.afterReturn(Rate.ZERO, true, START + 2_880 * MINUTE);
        assertThat(later.figures().maintenance())
                .as("the floor with its buffer")
                .isEqualTo(Rate.of("0.05"));
    }

    @Test
    void theBufferIsFullUpToTheUsualAndGoneAtTwice() {
        assertThat(VolatilityFormulas.buffer(PARAMETERS, Rate.of("0.02"), Rate.of("0.02")))
                .isEqualTo(Rate.of("0.25"));
        assertThat(VolatilityFormulas.buffer(PARAMETERS, Rate.of("0.03"), Rate.of("0.02")))
                .isEqualTo(Rate.of("0.125"));
        assertThat(VolatilityFormulas.buffer(PARAMETERS, Rate.of("0.04"), Rate.of("0.02")))
                .isEqualTo(Rate.ZERO);
        assertThat(VolatilityFormulas.buffer(PARAMETERS, Rate.ZERO, Rate.ZERO)).isEqualTo(Rate.ZERO);
    }

    @Test
    void aReturnAcrossAGapCountsAsManySmallOnes() {
        VolatilityRange range = seen(VolatilityRange.startingAt(PARAMETERS, START), "100");
        VolatilityRange gap = range;
        for (int minute = 2; minute <= 10; minute++) {
            gap = gap.next(Price.of("50"), FeedState.STALE, false, START + minute * MINUTE);
        }
        assertThat(gap.variance()).as("nothing was seen").isEqualByComparingTo(range.variance());
        VolatilityRange once = range.next(Price.of("97"), FeedState.LIVE, false, START + 2 * MINUTE);
        VolatilityRange spread = gap.next(Price.of("97"), FeedState.LIVE, false, START + 11 * MINUTE);
        assertThat(spread.variance()).isLessThan(once.variance());
        assertThat(spread.variance()).isGreaterThan(range.variance());
    }

    @Test
    void belowZeroReturnsAreDifferencesOverTheReferenceScale() {
        VolatilityParameters oil = onScale(Price.of("50"));
        VolatilityRange range = seen(VolatilityRange.startingAt(oil, START), "0.5");
        VolatilityRange after = range.next(Price.of("-0.5"), FeedState.LIVE, false, START + 2 * MINUTE);
        BigDecimal expected = new BigDecimal("0.97")
                .multiply(range.variance())
                .add(new BigDecimal("0.03").multiply(new BigDecimal("0.0004")));
        assertThat(after.variance()).isCloseTo(expected, within(new BigDecimal("1E-17")));
        assertThatThrownBy(() -> seen(VolatilityRange.startingAt(PARAMETERS, START), "0.5")
                        .next(Price.of("-0.5"), FeedState.LIVE, false, START + 2 * MINUTE))
                .hasMessageContaining("price -0.5 has no log return");
    }

    @Test
    void rangesStayBetweenFloorAndCapAndRampsHold() {
        Property.holds("volatility ranges are bounded and the maintenance range ramps", 60, random -> {
            VolatilityRange range = VolatilityRange.startingAt(PARAMETERS, START);
            Price price = Price.of("100");
            Rate[] hour = new Rate[61];
            for (int minute = 1; minute <= 600; minute++) {
                long step = random.nextInt(50) == 0 ? price.units() / 10 : price.units() / 500;
                price = new Price(Math.max(1_000, price.units() + random.nextLong(-step, step + 1)));
                FeedState feed = random.nextInt(10) == 0 ? FeedState.SUSPECT : FeedState.LIVE;
                boolean throttled = random.nextInt(10) == 0;
                Rate before = range.figures().maintenance();
                range = range.next(price, feed, throttled, START + minute * MINUTE);
                Rate maintenance = range.figures().maintenance();
                assertThat(range.figures().initial()).isBetween(Rate.of("0.04"), Rate.of("0.12"));
                assertThat(maintenance).isBetween(Rate.of("0.03"), Rate.of("0.12"));
                if (feed != FeedState.LIVE || throttled) {
                    assertThat(maintenance).isLessThanOrEqualTo(before);
                }
                Rate hourAgo = hour[minute % 61];
                hour[(minute + 60) % 61] = maintenance;
                if (hourAgo != null) {
                    assertThat(maintenance.exact())
                            .isLessThanOrEqualTo(hourAgo.exact().multiply(new BigDecimal("1.1000001")));
                }
            }
            assertThat(range.history()).hasSize(11);
        });
    }

    @Test
    void theHistoryIsBounded() {
        VolatilityParameters few = new VolatilityParameters(
                PARAMETERS.multiple(),
                PARAMETERS.memory(),
                PARAMETERS.horizonMinutes(),
                PARAMETERS.base(),
                PARAMETERS.floor(),
                PARAMETERS.stress(),
                PARAMETERS.stressWeight(),
                PARAMETERS.buffer(),
                PARAMETERS.cap(),
                PARAMETERS.risePerHour(),
                PARAMETERS.halfLifeHours(),
                1,
                5,
                Optional.empty());
        VolatilityRange range = VolatilityRange.startingAt(few, START);
        for (int minute = 1; minute <= 20; minute++) {
            range = range.afterReturn(Rate.of("0.001"), true, START + minute * MINUTE);
        }
        assertThat(range.history()).hasSize(5);
        VolatilityRange last = range;
        assertThatThrownBy(() -> last.afterReturn(Rate.ZERO, true, START)).hasMessageContaining("cannot step back");
    }

    private static VolatilityRange seen(VolatilityRange range, String price) {
        return range.next(Price.of(price), FeedState.LIVE, true, START + MINUTE);
    }

    private static VolatilityParameters onScale(Price scale) {
        return new VolatilityParameters(
                PARAMETERS.multiple(),
                PARAMETERS.memory(),
                PARAMETERS.horizonMinutes(),
                PARAMETERS.base(),
                PARAMETERS.floor(),
                PARAMETERS.stress(),
                PARAMETERS.stressWeight(),
                PARAMETERS.buffer(),
                PARAMETERS.cap(),
                PARAMETERS.risePerHour(),
                PARAMETERS.halfLifeHours(),
                PARAMETERS.sampleMinutes(),
                PARAMETERS.samples(),
                Optional.of(scale));
    }
}
