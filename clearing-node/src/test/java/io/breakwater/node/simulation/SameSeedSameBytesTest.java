package io.breakwater.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A run is a function of its seed: what anybody saw, everybody can see again. */
class SameSeedSameBytesTest {

    @Test
    @DisplayName("the same seed gives the same report to the byte, another seed another one")
    void aRunIsAFunctionOfItsSeed() {
        String first = report(7);

        assertThat(report(7)).isEqualTo(first);
        assertThat(report(8).replace("\"seed\" : 8", "\"seed\" : 7")).isNotEqualTo(first);
    }

    private static String report(long seed) {
        return ReportJson.text(SmallCrash.run(
                        Setups.generated(SmallCrash.choices(seed, Policy.THROTTLED), SmallCrash.honest(seed))
                                .setup())
                .report());
    }
}
