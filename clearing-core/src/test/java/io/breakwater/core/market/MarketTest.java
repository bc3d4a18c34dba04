package io.breakwater.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a market and its facts refuse to be. */
class MarketTest {

    @Test
    void aPriceOfALowerEpochIsOlderWhateverItsSequence() {
        assertThat(new PriceId(1, 999)).isLessThan(new PriceId(2, 0));
        assertThat(new PriceId(2, 1)).isGreaterThan(new PriceId(2, 0));
        assertThat(PriceId.NONE).isLessThan(new PriceId(0, 1));
    }

    @Test
    void aHaircutTakesAtMostTheWholeGain() {
        assertThat(new MarketFacts.LossHaircut(Price.ZERO, Price.ZERO, Rate.ONE).share())
                .isEqualTo(Rate.ONE);
        assertThatThrownBy(() -> new MarketFacts.LossHaircut(Price.ZERO, Price.ZERO, Rate.of("1.000000000001")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("haircut share 1.000000000001 is not in [0, 1]");
        assertThatThrownBy(() -> new MarketFacts.LossHaircut(Price.ZERO, Price.ZERO, Rate.of("-0.1")))
                .hasMessage("haircut share -0.1 is not in [0, 1]");
    }

    @Test
    void theEpochOfHaircutsIsTheirNumberAndTheListIsTheViewsOwn() {
        List<MarketFacts.LossHaircut> haircuts = new ArrayList<>();
        haircuts.add(new MarketFacts.LossHaircut(Price.ZERO, Price.ZERO, Rate.ZERO));
        MarketFacts facts = new MarketFacts(Price.ZERO, haircuts, Optional.empty());
        haircuts.clear();
        assertThat(facts.haircutEpoch()).isEqualTo(1);
    }

    @Test
    void aMarketWithANegativeWidthOrScaleIsRefused() {
        assertThat(market(Price.ZERO, Rate.ZERO, Rate.ZERO, Rate.ONE)).isNotNull();
        assertThatThrownBy(() -> market(new Price(-1), Rate.ONE, Rate.ONE, Rate.ZERO))
                .hasMessage("confidence -0.00000001 is below 0");
        assertThatThrownBy(() -> market(Price.ZERO, new Rate(-1), Rate.ONE, Rate.ZERO))
                .hasMessage("maintenanceScale -0.000000000001 is below 0");
        assertThatThrownBy(() -> market(Price.ZERO, Rate.ONE, new Rate(-1), Rate.ZERO))
                .hasMessage("initialScale -0.000000000001 is below 0");
        assertThatThrownBy(() -> market(Price.ZERO, Rate.ONE, Rate.ONE, Rate.of("1.1")))
                .hasMessage("openInterestShare 1.1 is not in [0, 1]");
    }

    private static InstrumentMarket market(Price confidence, Rate maintenanceScale, Rate initialScale, Rate share) {
        Price mark = Price.of("100");
        return new InstrumentMarket(
                PriceId.NONE,
                FeedState.LIVE,
                mark,
                mark,
                mark,
                confidence,
                Optional.empty(),
                maintenanceScale,
                initialScale,
                share,
                MarketFacts.NONE);
    }
}
