package io.breakwater.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.node.demo.Comparison.Counts;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two sets of accounts beside each other. */
class ComparisonTest {

    @Test
    void whatIsOnOneSideOnlyIsCountedThere() {
        assertThat(Counts.of(Set.of("a", "b", "c"), Set.of("b", "c", "d", "e"))).isEqualTo(new Counts(2, 1, 2));
        assertThat(Counts.of(Set.of(), Set.of("a"))).isEqualTo(new Counts(0, 0, 1));
        assertThat(Counts.of(Set.of("a"), Set.of())).isEqualTo(new Counts(0, 1, 0));
        assertThat(Counts.of(Set.of("a"), Set.of("a"))).isEqualTo(new Counts(1, 0, 0));
    }
}
