package io.breakwater.core.liquidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import io.breakwater.core.money.Money;
import org.junit.jupiter.api.Test;

class DepthAverageTest {

    private static final DepthParameters TERMS = DepthParameters.defaults();
    private static final Money DEEP = Money.of("8000000");

    @Test
    void aWithdrawnQuoteIsAveragedOverHalfAMinute() {
        DepthAverage depth = steady(0, 30);
        assertThat(depth.at(29_999)).isEqualTo(DEEP);
        assertThat(depth.observe(Money.ZERO, 30_000).at(30_000))
                .as("29 of 30 samples")
                .isEqualTo(Money.of("7733333.333333"));
    }

    @Test
    void anEmptiedBookCountsAsATenthOfItsMedianForADay() {
        DepthAverage depth = steady(0, 600);
        for (long now = 600_000; now < 640_000; now += 1_000) {
            depth = depth.observe(Money.ZERO, now);
        }
        assertThat(depth.at(640_000)).isEqualTo(Money.of("800000"));
    }

    @Test
    void aFeedThatIsSilentForADayHasNoDepth() {
        DepthAverage depth = steady(0, 60);
        assertThat(depth.at(29_000 + 1_000)).isEqualTo(DEEP);
        assertThat(depth.at(90_000))
                .as("the average is over, the median stands")
                .isEqualTo(Money.of("800000"));
        assertThat(depth.at(86_399_999)).isEqualTo(Money.of("800000"));
        assertThat(depth.at(86_400_000)).isEqualTo(Money.ZERO);
    }

    @Test
    void aStepKeepsItsLastSampleAndAnEarlierTimeIsDropped() {
        DepthAverage depth = DepthAverage.empty(TERMS)
                .observe(DEEP, 1_000)
                .observe(Money.of("5"), 1_999)
                .observe(DEEP, 500);
        assertThat(depth.at(1_999)).isEqualTo(Money.of("5"));
        assertThatThrownBy(() -> depth.observe(Money.of("-1"), 2_000)).hasMessage("depth -1 is negative");
    }

    @Test
    void bothWindowsAreBounded() {
        Property.holds("depth windows are bounded and D lies within what was seen", 3, rng -> {
            DepthAverage depth = DepthAverage.empty(TERMS);
            long now = 0;
            for (int i = 0; i < 4_000; i++) {
                now += rng.nextLong(1, 60_000);
                depth = depth.observe(new Money(rng.nextLong(0, 1_000)), now);
                assertThat(depth.recent().size()).isLessThanOrEqualTo(30);
                assertThat(depth.day().size()).isLessThanOrEqualTo(1_440);
                assertThat(depth.at(now)).isBetween(Money.ZERO, new Money(1_000));
            }
        });
    }

    private static DepthAverage steady(long fromSecond, long toSecond) {
        DepthAverage depth = DepthAverage.empty(TERMS);
        for (long second = fromSecond; second < toSecond; second++) {
            depth = depth.observe(DEEP, second * 1_000);
        }
        return depth;
    }
}
