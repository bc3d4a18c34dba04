package io.breakwater.core.margin;

import static io.breakwater.core.GoldenExamples.decimal;
import static io.breakwater.core.GoldenExamples.example;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.core.instrument.HealthThresholds;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.InstrumentNames;
import io.breakwater.core.ledger.Expiry;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The worked examples of health states and of expiry. */
class GoldenHealthAndExpiryTest {

    @Test
    @DisplayName("G30 health states with hysteresis")
    void states() {
        HealthThresholds thresholds = HealthThresholds.defaults();
        HealthState state = HealthState.HEALTHY;
        for (JsonNode step : example("G30").get("expect").get("sequence")) {
            state = Health.next(state, decimal(step, "health"), BigDecimal.ONE, thresholds);
            assertThat(state).as("at " + step).hasToString(step.get("state").textValue());
        }
    }

    @Test
    @DisplayName("G31 expiry of a dated future and of European options")
    void expiry() {
        JsonNode given = example("G31").get("given");
        JsonNode expect = example("G31").get("expect");
        Price settlement = Price.of(given.get("settlement").textValue());
        JsonNode future = given.get("future");
        Quantity quantity = Quantity.of(future.get("qty").textValue());
        Price entry = Price.of(future.get("entry").textValue());
        Position sold = flat().trade(
                        quantity, entry.times(quantity, Rounding.DOWN).negate())
                .position();

        assertThat(closed("BTC-20261225", sold, settlement)).isEqualByComparingTo(decimal(expect, "future_pnl"));
        assertThat(closed("BTC-20261225-60000-C", option(given.get("call")), settlement))
                .isEqualByComparingTo(decimal(expect, "call_cash"));
        assertThat(closed("BTC-20261225-62000-P", option(given.get("put")), settlement))
                .isEqualByComparingTo(decimal(expect, "put_cash"));
    }

    private static Position flat() {
        return Position.flat(MarketFacts.NONE);
    }

    /** The premium was paid at the trade: nothing is left in the quote. */
    private static Position option(JsonNode node) {
        return flat().trade(Quantity.of(node.get("qty").textValue()), Money.ZERO)
                .position();
    }

    private static BigDecimal closed(String name, Position position, Price settlement) {
        Instrument instrument = InstrumentNames.parse(name);
        Expiry.Closing closing = Expiry.close(instrument, position, settlement);
        assertThat(closing.residue()).as("nothing is rounded").isZero();
        return closing.cash().exact();
    }
}
