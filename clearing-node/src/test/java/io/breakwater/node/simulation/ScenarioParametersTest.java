package io.breakwater.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.money.Price;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioParametersTest {

    @ParameterizedTest
    @CsvSource({
        "28.40, 1, 0.001",
        "0.25, 100, 0.00001",
        "1.00, 10, 0.0001",
        "5.00, 10, 0.0001",
        "5.01, 1, 0.0001",
        "50, 1, 0.001",
        "50.01, 0.1, 0.001",
        "121000, 0.0001, 10",
        "0.00001, 1000000, 0.00000001",
        "90000000000, 0.00000001, 1000000",
    })
    void anUnderlyingWithoutTermsTakesTheTiersOfSolAndStepsThatFitItsPrice(String price, String lot, String tick) {
        ScenarioParameters covered = ScenarioParameters.covering(
                DefaultParameters.epochOne(), new TreeMap<>(Map.of("NEW", Price.of(price), "BTC", Price.of("60000"))));

        UnderlyingParameters terms = covered.parameters().underlying("NEW").orElseThrow();
        assertThat(covered.onSolTiers()).containsExactly("NEW");
        assertThat(terms.increments().lot()).isEqualByComparingTo(lot);
        assertThat(terms.increments().tick()).isEqualByComparingTo(tick);
        assertThat(terms.tiers().orElseThrow().maintenance(new BigDecimal("100000")))
                .isEqualByComparingTo("2500");
    }

    @Test
    void anUnderlyingWithTermsKeepsThem() {
        ScenarioParameters covered = ScenarioParameters.covering(
                DefaultParameters.epochOne(), new TreeMap<>(Map.of("BTC", Price.of("60000"))));
        assertThat(covered.onSolTiers()).isEmpty();
        assertThat(covered.parameters().underlyings()).containsOnlyKeys("BTC", "ETH", "SOL");
        assertThat(covered.parameters()
                        .underlying("BTC")
                        .orElseThrow()
                        .increments()
                        .lot())
                .isEqualByComparingTo("0.001");
    }
}
