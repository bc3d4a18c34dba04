package io.breakwater.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.money.Rate;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Everything that is liquidated is sold at once: the own book is pressed far below the market that falls by itself. */
class CascadeWithoutThrottleTest {

    @Test
    @DisplayName("on one path, the own mark falls at least twice as far below the market without the throttle")
    void theThrottleHoldsTheOwnMarkNearTheMarket() {
        Map<String, Overshoot> throttled = overshoot(Policy.THROTTLED);
        Map<String, Overshoot> atOnce = overshoot(Policy.NONE);

        assertThat(throttled).containsOnlyKeys("BTC", "SOL");
        throttled.forEach((symbol, apart) -> assertThat(atOnce.get(symbol).below())
                .as(symbol)
                .isGreaterThanOrEqualTo(new Rate(2 * apart.below().units())));
    }

    private static Map<String, Overshoot> overshoot(Policy policy) {
        return SmallCrash.run(Setups.generated(SmallCrash.choices(1, policy), SmallCrash.honest(1))
                        .setup())
                .report()
                .overshoot();
    }
}
