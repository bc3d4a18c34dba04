package io.breakwater.core.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import java.math.BigDecimal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the observation of a market")
class MarketObservationTest {

    private static final MarketObservation.Market MARKET = new MarketObservation.Market(
            new BigDecimal("-0.002"),
            new BigDecimal("0.001"),
            new BigDecimal("0.05"),
            Money.of("1000"),
            Money.of("50"));

    @Test
    @DisplayName("gives the conditions of B.13, with the sign of the side")
    void conditions() {
        MarketObservation seen = MarketObservation.none()
                .observe(Money.of("2000"), Price.of("100"), 1_000)
                .observe(Money.of("1000"), Price.of("99"), 2_000);

        VelocityConditions selling = seen.conditions(BucketKey.Side.SELLING, MARKET);
        VelocityConditions buying = seen.conditions(BucketKey.Side.BUYING, MARKET);

        assertThat(selling.depth()).isEqualTo(Money.of("1500"));
        assertThat(selling.displacement()).isEqualByComparingTo("0.002");
        assertThat(buying.displacement()).isEqualByComparingTo("-0.002");
        assertThat(selling.impactPerNotional()
                        .compareTo(Ratio.of(BigDecimal.ONE).dividedBy(new BigDecimal("150000"))))
                .isZero();
        assertThat(selling.dayVolume()).isEqualTo(Money.of("5000"));
        assertThat(selling.dayVolatility()).isEqualByComparingTo("0.037947331922021");
        // 0.01/1500 a unit of notional, 50/0.01 a unit of fall
        assertThat(selling.branching().value().compareTo(new Ratio(BigDecimal.ONE, new BigDecimal("30"))))
                .isZero();
        assertThat(selling.recentMove()).isEqualByComparingTo("0.01");
        assertThat(buying.recentMove()).isEqualByComparingTo("-0.01");
    }

    @Test
    @DisplayName("looks back five seconds, and not six")
    void looksBack() {
        MarketObservation seen = MarketObservation.none().observe(Money.of("1"), Price.of("200"), 0);
        for (int second = 1; second <= 5; second++) {
            seen = seen.observe(Money.of("1"), Price.of("100"), second * 1_000L);
        }
        assertThat(seen.conditions(BucketKey.Side.SELLING, MARKET).recentMove()).isEqualByComparingTo("0.5");

        seen = seen.observe(Money.of("1"), Price.of("100"), 6_000);
        assertThat(seen.conditions(BucketKey.Side.SELLING, MARKET).recentMove()).isEqualByComparingTo("0");
    }

    @Test
    @DisplayName("a quiet market has a day of 2 %, an unseen one a depth of 1")
    void floors() {
        VelocityConditions unseen = MarketObservation.none()
                .conditions(
                        BucketKey.Side.BUYING,
                        new MarketObservation.Market(
                                BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ONE, Money.ZERO, Money.ZERO));

        assertThat(unseen.dayVolatility()).isEqualByComparingTo("0.02");
        assertThat(unseen.depth()).isEqualTo(Money.of("1"));
        assertThat(unseen.branching().value().compareTo(BigDecimal.ZERO)).isZero();
    }
}
