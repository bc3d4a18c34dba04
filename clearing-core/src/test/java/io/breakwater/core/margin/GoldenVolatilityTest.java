package io.breakwater.core.margin;

import static io.breakwater.core.GoldenExamples.decimal;
import static io.breakwater.core.GoldenExamples.example;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.core.money.Rate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GoldenVolatilityTest {

    private static final long START_MILLIS = 1_760_000_000_000L;
    private static final JsonNode GIVEN = example("G07").get("given");
    private static final JsonNode EXPECT = example("G07").get("expect");
    private static final VolatilityParameters PARAMETERS =
            VolatilityParameters.defaults(decimal(GIVEN, "r_floor"), decimal(GIVEN, "r_stress"));

    @Test
    @DisplayName("G07 a fall of 1.2% in a minute widens new risk at once and existing positions slowly")
    void stormyMinute() {
        VolatilityRange before = VolatilityRange.seeded(
                PARAMETERS,
                START_MILLIS,
                decimal(GIVEN, "sigma_1m_prev").pow(2),
                rate(GIVEN, "r_slow"),
                rate(GIVEN, "maintenance_range_prev"));
        long now = START_MILLIS + 60_000 * decimal(GIVEN, "minutes_since_prev").longValueExact();
        VolatilityRange after = before.afterReturn(rate(GIVEN, "ret_1m"), true, now);

        assertThat(after.variance()).isEqualByComparingTo(decimal(EXPECT, "variance"));
        assertThat(after.sigma()).isEqualTo(rate(EXPECT, "sigma_1m"));
        assertThat(after.figures().ordinary()).isEqualTo(rate(EXPECT, "r_t"));
        assertThat(after.figures().weighted()).isEqualTo(rate(EXPECT, "r_apc"));
        assertThat(after.figures().buffer()).isEqualTo(rate(EXPECT, "buffer"));
        assertThat(after.figures().initial()).isEqualTo(rate(EXPECT, "target"));
        assertThat(after.figures().initial()).isEqualTo(rate(EXPECT, "initial_range"));
        assertThat(after.figures().maintenance()).isEqualTo(rate(EXPECT, "maintenance_range"));
        assertThat(before.ceiling(now)).isEqualTo(rate(EXPECT, "maintenance_upper_bound"));
    }

    @Test
    @DisplayName("G07 in calm the floor holds and the buffer is full")
    void calm() {
        JsonNode calm = EXPECT.get("calm_case");
        Rate ordinary = rate(calm, "r_t");
        Rate weighted = VolatilityFormulas.weighted(PARAMETERS, ordinary);
        Rate buffer = VolatilityFormulas.buffer(PARAMETERS, ordinary, rate(GIVEN, "r_slow"));

        assertThat(weighted).isEqualTo(rate(calm, "r_apc"));
        assertThat(buffer).isEqualTo(rate(calm, "buffer"));
        assertThat(VolatilityFormulas.initial(PARAMETERS, weighted, buffer)).isEqualTo(rate(calm, "target"));
    }

    private static Rate rate(JsonNode node, String field) {
        return Rate.of(decimal(node, field));
    }
}
