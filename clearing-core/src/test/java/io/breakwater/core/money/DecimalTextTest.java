package io.breakwater.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How prices, quantities, money and rates are read and shown. */
class DecimalTextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "0.000000, 0",
        "12.5, 12.5",
        "-12.500000, -12.5",
        "007, 7",
        "9223372036854.775807, 9223372036854.775807"
    })
    void moneyIsReadExactlyAndShownWithoutNeedlessZeros(String text, String shown) {
        assertThat(Money.of(text)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+1",
                "1.",
                ".5",
                "-.5",
                "1e3",
                "1E3",
                " 1",
                "1 ",
                "1,000",
                "0x10",
                "NaN",
                "Infinity",
                "١",
                "1.2.3",
                "--1"
            })
    void anythingButAPlainDecimalIsRefused(String text) {
        assertThatThrownBy(() -> Money.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("money '" + text + "' is not a plain decimal");
        assertThatThrownBy(() -> Price.of(text)).hasMessageContaining("price '");
        assertThatThrownBy(() -> Quantity.of(text)).hasMessageContaining("quantity '");
        assertThatThrownBy(() -> Rate.of(text)).hasMessageContaining("rate '");
    }

    @Test
    void eachTypeTakesItsOwnDecimalsAndNotOneMore() {
        assertThat(Money.of("0.000001").units()).isEqualTo(1);
        assertThat(Price.of("0.00000001").units()).isEqualTo(1);
        assertThat(Quantity.of("0.00000001").units()).isEqualTo(1);
        assertThat(Rate.of("0.000000000001").units()).isEqualTo(1);
        assertThatThrownBy(() -> Money.of("0.0000001"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("has more than 6 decimals");
        assertThatThrownBy(() -> Price.of("0.000000001")).hasMessageEndingWith("has more than 8 decimals");
        assertThatThrownBy(() -> Quantity.of("0.000000001")).hasMessageEndingWith("has more than 8 decimals");
        assertThatThrownBy(() -> Rate.of("0.0000000000001")).hasMessageEndingWith("has more than 12 decimals");
    }

    @Test
    void theLargestMoneyIsReadAndOneUnitMoreIsRefusedWithTheNumber() {
        assertThat(Money.of("9223372036854.775807").units()).isEqualTo(Long.MAX_VALUE);
        assertThat(Money.of("-9223372036854.775808").units()).isEqualTo(Long.MIN_VALUE);
        assertThatThrownBy(() -> Money.of("9223372036854.775808"))
                .isInstanceOf(ValueOverflowException.class)
                .hasMessage("money of 9223372036854775808 units exceeds 64 bits");
        assertThatThrownBy(() -> Money.of("-9223372036854.775809")).isInstanceOf(ValueOverflowException.class);
    }

    @Test
    void anAbsurdExponentIsRefusedAndNeverSpelledOut() {
        assertThatThrownBy(() -> Money.of(new BigDecimal("1E+999999999")))
                .isInstanceOf(ValueOverflowException.class)
                .hasMessage("money 1E+999999999 exceeds 64 bits at 6 decimals");
        assertThatThrownBy(() -> Price.rounded(new BigDecimal("-1E+999999999"), Rounding.UP))
                .isInstanceOf(ValueOverflowException.class);
        assertThat(Money.rounded(new BigDecimal("0E+999999999"), Rounding.UP)).isEqualTo(Money.ZERO);
    }

    @Test
    void whatIsShownIsReadBack() {
        Property.holds("decimal text round trip", 5_000, random -> {
            long units = random.nextLong() >> random.nextInt(64);
            assertThat(Money.of(new Money(units).toString())).isEqualTo(new Money(units));
            assertThat(Price.of(new Price(units).toString())).isEqualTo(new Price(units));
            assertThat(Quantity.of(new Quantity(units).toString())).isEqualTo(new Quantity(units));
            assertThat(Rate.of(new Rate(units).toString())).isEqualTo(new Rate(units));
            assertThat(Rate.of(new Rate(units).exact())).isEqualTo(new Rate(units));
        });
    }
}
