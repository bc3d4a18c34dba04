package io.breakwater.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.breakwater.core.money.Price;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarkPriceTest {

    private static final Price INDEX = Price.of("60000");
    private static final BasisAverage FIFTY = new BasisAverage(new BigDecimal("500"), BigDecimal.TEN);

    @Test
    void anOutsideMedianTenPercentAwayCountsAndAUnitMoreDoesNot() {
        assertThat(mark("60040", "66000").price()).isEqualTo(Price.of("60050"));
        assertThat(mark("60040", "66000.00000001").outside()).isEmpty();
        assertThat(mark("60040", "66000.00000001").price())
                .as("60040 and not the basis")
                .isEqualTo(Price.of("60040"));
    }

    @Test
    void oneInputAloneMovesTheMarkNoFurtherThanTheBasis() {
        assertThat(mark("90000", null).price()).isEqualTo(Price.of("60050"));
        assertThat(mark("30000", null).price()).isEqualTo(INDEX);
        assertThat(mark("60020", null).price()).isEqualTo(Price.of("60020"));
        assertThat(mark(null, "65000").price()).isEqualTo(Price.of("60050"));
    }

    @Test
    void withoutABookAndOutsideTheMarkIsTheIndex() {
        assertThat(mark(null, null).price()).isEqualTo(INDEX);
    }

    @Test
    void aLastTradeOutsideTheSpreadIsCutToIt() {
        assertThat(book("100", "102", "99").median()).isEqualTo(Price.of("100"));
        assertThat(book("100", "102", "101").median()).isEqualTo(Price.of("101"));
        assertThat(book("100", "102", "105").median()).isEqualTo(Price.of("102"));
    }

    @Test
    void theAverageForgetsExponentiallyAtAnyDistance() {
        for (int seconds : new int[] {1, 3, 150, 400, 5_000, 20_000}) {
            BasisAverage average = FIFTY.with(BigDecimal.ZERO, BigDecimal.valueOf(seconds), new BigDecimal("150"));
            double memory = StrictMath.exp(-seconds / 150.0);
            double expected = 500 * memory / (10 * memory + seconds);
            assertThat(average.average().doubleValue())
                    .as("after %d s", seconds)
                    .isCloseTo(expected, within(1e-11));
        }
        assertThat(BasisAverage.NONE.average()).isZero();
        assertThatThrownBy(() -> FIFTY.with(BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ONE))
                .hasMessageContaining("seconds 0");
    }

    private static MarkPrice mark(String book, String outside) {
        return MarkPrice.of(
                INDEX,
                FIFTY,
                Optional.ofNullable(book).map(price -> book(price, price, price)),
                Optional.ofNullable(outside).map(Price::of),
                MarkParameters.defaults());
    }

    private static MarkPrice.OwnBook book(String bid, String ask, String last) {
        return new MarkPrice.OwnBook(Price.of(bid), Price.of(ask), Price.of(last));
    }
}
