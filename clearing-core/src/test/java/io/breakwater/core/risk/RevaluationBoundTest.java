package io.breakwater.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.Property;
import io.breakwater.core.margin.Exposure;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.market.MarketView;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the bound between two views")
class RevaluationBoundTest {

    @Test
    @DisplayName("equity and requirement of a portfolio never move further than it says")
    void boundsPortfolios() {
        Property.holds("portfolio bound", 60, rng -> {
            RandomMarket market = new RandomMarket(rng);
            Exposure exposure =
                    new RandomAccounts(rng, 1_000_000L).account("a", 1, market.view(), MarginMode.PORTFOLIO);
            check(exposure, market.view(), market.next());
        });
    }

    @Test
    @DisplayName("equity and requirement of a cross account never move further than it says")
    void boundsCrossAccounts() {
        Property.holds("cross bound", 1_000, rng -> {
            RandomMarket market = new RandomMarket(rng);
            Exposure exposure = new RandomAccounts(rng, 300_000_000L).account("a", 1, market.view(), MarginMode.CROSS);
            check(exposure, market.view(), market.nextPrices(0.2));
        });
    }

    private static void check(Exposure exposure, MarketView from, MarketView to) {
        Optional<RevaluationBound> bound = RevaluationBound.between(exposure, from, to);
        if (bound.isPresent()) {
            NaiveHealth before = NaiveHealth.of(exposure, from);
            NaiveHealth after = NaiveHealth.of(exposure, to);
            assertThat(after.equity().subtract(before.equity()).abs())
                    .isLessThanOrEqualTo(bound.get().equity());
            assertThat(after.maintenance().subtract(before.maintenance()).abs())
                    .isLessThanOrEqualTo(bound.get().requirement());
        }
    }
}
