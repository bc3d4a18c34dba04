package io.breakwater.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import org.junit.jupiter.api.Test;

class ExponentialDecayTest {

    @Test
    void aValueHalvesEachHalfLife() {
        ExponentialDecay decay = new ExponentialDecay(1_000);
        assertThat(decay.after(1_000_000_000L, 0)).isEqualTo(1_000_000_000L);
        assertThat(decay.after(1_000_000_000L, 500)).isEqualTo(707_106_781L);
        assertThat(decay.after(1_000_000_000L, 1_000)).isEqualTo(500_000_000L);
        assertThat(decay.after(1_000_000_000L, 3_000)).isEqualTo(125_000_000L);
        assertThat(decay.after(1L, 1_000)).isZero();
        assertThat(decay.after(Long.MAX_VALUE, Long.MAX_VALUE)).isZero();
    }

    @Test
    void itIsTheExponentialToWithinItsStatedErrorAndOddInTheValue() {
        Property.holds("decay is 2^(-t/h)", 1_000, rng -> {
            long halfLife = 1 + rng.nextLong(1_000_000);
            long elapsed = rng.nextLong(20 * halfLife);
            long value = rng.nextLong(1_000_000_000_000L);
            ExponentialDecay decay = new ExponentialDecay(halfLife);
            double exact = value * Math.pow(2, -(double) elapsed / halfLife);
            long left = decay.after(value, elapsed);

            assertThat(Math.abs(left - exact)).isLessThan(exact * 5e-8 + 4);
            assertThat(decay.after(-value, elapsed)).isEqualTo(-left);
            assertThat(decay.after(value, elapsed + 1)).isLessThanOrEqualTo(left);
        });
    }

    @Test
    void aHalfLifeIsFromAMillisecondToAYear() {
        assertThat(new ExponentialDecay(1).after(8, 2)).isEqualTo(2);
        assertThatThrownBy(() -> new ExponentialDecay(0)).hasMessageContaining("0 ms");
        assertThatThrownBy(() -> new ExponentialDecay(31_536_000_001L)).hasMessageContaining("31536000001 ms");
    }
}
