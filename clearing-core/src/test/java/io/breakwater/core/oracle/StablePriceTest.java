package io.breakwater.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import org.junit.jupiter.api.Test;

class StablePriceTest {

    private static final long NOON = 1_760_000_000_000L;
    private static final OracleParameters PARAMETERS = OracleParameters.defaults("BTC", OracleFeed.THREE);

    @Test
    void itFollowsByThreeHundredthsOfAPercentASecond() {
        StablePrice stable = StablePrice.startingAt(PARAMETERS, Price.of("60000"), NOON);
        assertThat(stable.toward(Price.of("60018"), NOON + 1_000).price()).isEqualTo(Price.of("60018"));
        assertThat(stable.toward(Price.of("60018.00000001"), NOON + 1_000).price())
                .isEqualTo(Price.of("60018"));
        assertThat(stable.toward(Price.of("50000"), NOON + 250).price()).isEqualTo(Price.of("59995.5"));
    }

    @Test
    void silenceEarnsNoMoreThanThreeSeconds() {
        StablePrice stable = StablePrice.startingAt(PARAMETERS, Price.of("60000"), NOON);
        assertThat(stable.toward(Price.of("70000"), NOON + 600_000).price()).isEqualTo(Price.of("60054"));
    }

    @Test
    void itMovesSixPercentAnHourOfItsCopyOfYesterday() {
        StablePrice stable = StablePrice.startingAt(PARAMETERS, Price.of("60000"), NOON);
        long now = NOON;
        Price index = Price.of("100000");
        for (int second = 1; second < 3_600; second++) {
            stable = stable.toward(index, now += 1_000);
        }
        assertThat(stable.price()).as("6%% above 60000").isEqualTo(Price.of("63600"));
        while (now < NOON + 86_400_000) {
            stable = stable.toward(index, now += 1_000);
        }
        assertThat(stable.price()).as("capped at the index after a day").isEqualTo(index);
    }

    @Test
    void aSpikeOfAMinuteLeavesAlmostNothing() {
        StablePrice stable = StablePrice.startingAt(PARAMETERS, Price.of("60000"), NOON);
        long now = NOON;
        for (int second = 0; second < 60; second++) {
            stable = stable.toward(Price.of("30000"), now += 1_000);
        }
        assertThat(stable.price()).isBetween(Price.of("58900"), Price.of("59000"));
    }

    @Test
    void itNeverMovesAwayFromTheIndexNorPastIt() {
        Property.holds("the stable price moves toward the index, at most as fast as allowed", 300, random -> {
            StablePriceParameters hasty =
                    new StablePriceParameters(Rate.of("0.01"), Rate.of("0.06"), 60_000, 600_000, 5_000, 3_000);
            StablePrice stable =
                    StablePrice.startingAt(OracleCases.following(PARAMETERS, hasty), Price.of("100"), NOON);
            long now = NOON;
            Price index = Price.of("100");
            for (int step = 0; step < 1_500; step++) {
                if (random.nextInt(40) == 0) {
                    index = new Price(random.nextLong(2_000_000_000L, 50_000_000_000L));
                }
                long before = stable.price().units();
                stable = stable.toward(index, now += random.nextLong(4_000));
                long after = stable.price().units();
                assertThat(after).isBetween(Math.min(before, index.units()), Math.max(before, index.units()));
                assertThat(Limit.isExceeded(Math.abs(after - before), Rate.of("0.03"), before))
                        .isFalse();
            }
        });
    }

    @Test
    void belowZeroItMovesOnTheReferenceScale() {
        OracleParameters oil = OracleCases.mayBeNegative(PARAMETERS, "50");
        StablePrice stable = StablePrice.startingAt(oil, Price.of("0.01"), NOON);
        assertThat(stable.toward(Price.of("-36.98"), NOON + 1_000).price()).isEqualTo(Price.of("-0.005"));
    }

    @Test
    void itIsRestoredAsItWasAndTimeDoesNotGoBack() {
        StablePrice stable = StablePrice.startingAt(PARAMETERS, Price.of("60000"), NOON)
                .toward(Price.of("61000"), NOON + 400_000)
                .toward(Price.of("61000"), NOON + 401_000);
        StablePrice restored = StablePrice.restored(PARAMETERS, stable.history(), stable.newest());
        assertThat(restored.history()).isEqualTo(stable.history());
        assertThat(restored.toward(Price.of("50000"), NOON + 402_000).price())
                .isEqualTo(stable.toward(Price.of("50000"), NOON + 402_000).price());
        assertThatThrownBy(() -> stable.toward(Price.of("1"), NOON))
                .hasMessageContaining("cannot step back to " + NOON);
    }
}
