package io.breakwater.core.margin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.LiquidationParameters;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class SquareRootImpactTest {

    private static final SquareRootImpact IMPACT =
            new SquareRootImpact(BigDecimal.ONE, new BigDecimal("0.04"), new BigDecimal("2000000000"));

    @Test
    void fourTimesTheSizeMovesThePriceTwice() {
        assertThat(IMPACT.of(new BigDecimal("20000000"))).isEqualByComparingTo("0.004");
        assertThat(IMPACT.of(new BigDecimal("80000000"))).isEqualByComparingTo("0.008");
        assertThat(IMPACT.of(BigDecimal.ZERO)).isZero();
    }

    @Test
    void theNotionalWithinAMoveMovesThePriceByNoMore() {
        BigDecimal move = new BigDecimal("0.003");
        BigDecimal notional = IMPACT.notionalWithin(move);

        assertThat(notional).isEqualByComparingTo("11250000");
        assertThat(IMPACT.of(notional)).isEqualByComparingTo(move);
        assertThat(IMPACT.of(notional.add(BigDecimal.ONE))).isGreaterThan(move);
    }

    @Test
    void aThinMarketIsNotCoveredByTheSameTiers() {
        LiquidationParameters costs = LiquidationParameters.defaults();
        BigDecimal million = new BigDecimal("1000000");
        // MM 10,000 less fees of 4,000 leaves 0.6 %: two thirds of an impact of 0.9 %, at V = 1m*(0.04/0.009)^2.
        SquareRootImpact enough =
                new SquareRootImpact(BigDecimal.ONE, new BigDecimal("0.04"), new BigDecimal("19753087"));
        SquareRootImpact thin =
                new SquareRootImpact(BigDecimal.ONE, new BigDecimal("0.04"), new BigDecimal("19753086"));

        assertThat(enough.isCovered(million, DefaultParameters.btcTiers(), costs))
                .isTrue();
        assertThat(thin.isCovered(million, DefaultParameters.btcTiers(), costs)).isFalse();
    }

    @Test
    void marketsWithoutVolumeAreRefused() {
        assertThatThrownBy(() -> new SquareRootImpact(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dayVolume 0 is not positive");
    }
}
