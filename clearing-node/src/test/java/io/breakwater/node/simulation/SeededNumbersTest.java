package io.breakwater.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeededNumbersTest {

    @Test
    void theNumbersOfASeedAreTheSameOnEveryJdk() {
        SeededNumbers numbers = SeededNumbers.of(1, "purpose");
        assertThat(numbers.uniform()).isEqualTo(0.19948445757220457);
        assertThat(numbers.gaussian()).isEqualTo(0.15842950077074847);
        assertThat(numbers.exponential()).isEqualTo(3.0700251058616708);
        assertThat(numbers.logBetween(2, 40)).isEqualTo(22.15069012889161);
    }

    @Test
    void anotherSeedOrPurposeIsAnotherStream() {
        double first = SeededNumbers.of(1, "a").uniform();
        assertThat(SeededNumbers.of(1, "a").uniform()).isEqualTo(first);
        assertThat(SeededNumbers.of(2, "a").uniform()).isNotEqualTo(first);
        assertThat(SeededNumbers.of(1, "b").uniform()).isNotEqualTo(first);
    }

    @Test
    void theMomentsAreThoseOfTheNames() {
        SeededNumbers numbers = SeededNumbers.of(7, "moments");
        double[] gaussians =
                IntStream.range(0, 20_000).mapToDouble(i -> numbers.gaussian()).toArray();
        double mean = IntStream.range(0, gaussians.length)
                .mapToDouble(i -> gaussians[i])
                .average()
                .orElseThrow();
        double square = IntStream.range(0, gaussians.length)
                .mapToDouble(i -> gaussians[i] * gaussians[i])
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(0, within(0.03));
        assertThat(square).isCloseTo(1, within(0.05));
        assertThat(IntStream.range(0, 20_000)
                        .mapToDouble(i -> numbers.exponential())
                        .average()
                        .orElseThrow())
                .isCloseTo(1, within(0.05));
        assertThat(IntStream.range(0, 20_000)
                        .map(i -> numbers.below(3))
                        .distinct()
                        .sorted()
                        .boxed())
                .containsExactly(0, 1, 2);
        assertThat(IntStream.range(0, 20_000).mapToDouble(i -> numbers.logBetween(2, 40)))
                .allMatch(x -> x >= 2 && x < 40.0000001);
    }
}
