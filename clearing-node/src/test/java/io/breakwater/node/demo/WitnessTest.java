package io.breakwater.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.RiskEvent.HealthChanged;
import io.breakwater.core.account.RiskEvent.HealthChanged.PriceUsed;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whether the honest venues bear out the prices of a decision. */
class WitnessTest {

    private static final Instrument BTC = new Instrument.Perpetual("BTC");
    private static final Instrument ETH = new Instrument.Perpetual("ETH");

    private final Witness witness = new Witness();

    @Test
    @DisplayName("one percent beyond what the honest venues say is borne out, a cent more is not")
    void tolerance() {
        saw("60000");

        assertThat(witness.bearsOut(on(BTC, "59400"))).isTrue();
        assertThat(witness.bearsOut(on(BTC, "59399.99"))).isFalse();
        assertThat(witness.bearsOut(on(BTC, "60600"))).isTrue();
        assertThat(witness.bearsOut(on(BTC, "60600.01"))).isFalse();
    }

    @Test
    @DisplayName("a decision a moment late is borne out by what the venues said then, for ten views")
    void theSpanOfLate() {
        saw("60000");
        for (int i = 0; i < 9; i++) {
            saw("50000");
        }
        assertThat(witness.bearsOut(on(BTC, "60000"))).isTrue();

        saw("50000");
        assertThat(witness.bearsOut(on(BTC, "60000"))).isFalse();
    }

    @Test
    void everyPriceOfADecisionMustBeBorneOutThatIsKnown() {
        saw("60000");

        assertThat(witness.bearsOut(new HealthChanged(
                        1,
                        HealthState.HEALTHY,
                        HealthState.LIQUIDATING,
                        Money.ZERO,
                        Money.ZERO,
                        1,
                        List.of(used(BTC, "60000"), used(ETH, "1")))))
                .isTrue();
        assertThat(witness.bearsOut(new HealthChanged(
                        1,
                        HealthState.HEALTHY,
                        HealthState.LIQUIDATING,
                        Money.ZERO,
                        Money.ZERO,
                        1,
                        List.of(used(ETH, "1"), used(BTC, "24000")))))
                .isFalse();
    }

    private void saw(String price) {
        witness.saw(new MarketView(
                1,
                DefaultParameters.epochOne(),
                Map.of(BTC, InstrumentMarket.live(PriceId.NONE, Price.of(price))),
                Map.of(),
                Set.of()));
    }

    private static HealthChanged on(Instrument instrument, String mark) {
        return new HealthChanged(
                1,
                HealthState.HEALTHY,
                HealthState.LIQUIDATING,
                Money.ZERO,
                Money.ZERO,
                1,
                List.of(used(instrument, mark)));
    }

    private static PriceUsed used(Instrument instrument, String mark) {
        return new PriceUsed(instrument, PriceId.NONE, FeedState.LIVE, Price.of(mark));
    }
}
