package io.breakwater.core.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of instruments: one spelling each, everything else is refused with what is wrong. */
class InstrumentNamesTest {

    @Test
    void readsEachKind() {
        assertThat(InstrumentNames.parse("BTC-PERP")).isEqualTo(new Instrument.Perpetual("BTC"));
        assertThat(InstrumentNames.parse("ETH-20251226"))
                .isEqualTo(new Instrument.DatedFuture("ETH", LocalDate.of(2025, 12, 26)));
        assertThat(InstrumentNames.parse("SOL-20240229-0.5-P"))
                .isEqualTo(new Instrument.EuropeanOption(
                        "SOL", LocalDate.of(2024, 2, 29), new BigDecimal("0.50"), OptionKind.PUT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "BTC",
                "BTC-",
                "btc-PERP",
                "BTC-perp",
                "BTC-PERP ",
                " BTC-PERP",
                "BTC_PERP",
                "ABCDEFGHIJK-PERP",
                "-PERP",
                "BTC-2025122",
                "BTC-202512260",
                "BTC-20251226-",
                "BTC-20251226-60000",
                "BTC-20251226-60000-X",
                "BTC-20251226-60000-c",
                "BTC-20251226--1-C",
                "BTC-20251226-1e5-C",
                "BTC-20251226-.5-C",
                "BTC-20251226-5.-C",
                "BTC-PERP-60000-C",
                "BTC-٢٠٢٥١٢٢٦",
                "BTC-PERP\n"
            })
    void refusesWhatIsNotOfAKnownForm(String name) {
        assertThatThrownBy(() -> InstrumentNames.parse(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'")
                .hasMessageContaining("is not U-PERP, U-YYYYMMDD or U-YYYYMMDD-STRIKE-C|P");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BTC-20250229", "BTC-20251301", "BTC-20251200", "BTC-20250431-1-C"})
    void refusesADayThatIsNotOnTheCalendar(String name) {
        assertThatThrownBy(() -> InstrumentNames.parse(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + name + "'")
                .hasMessageEndingWith("is not a calendar date");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.0", "00.5", "01", "1.0", "60000.50", "1000000000000", "0.000000001", "1.123456789"})
    void refusesAStrikeThatIsNotPositivePlainAndInRange(String strike) {
        assertThatThrownBy(() -> InstrumentNames.parse("BTC-20251226-" + strike + "-C"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("strike " + strike + " is not a positive decimal below 1e12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.00000001", "999999999999", "999999999999.99999999"})
    void takesStrikesUpToTheLimits(String strike) {
        String name = "BTC-20251226-" + strike + "-C";
        assertThat(InstrumentNames.parse(name)).hasToString(name);
    }

    @Test
    void aNameReadIsTheNameShownAndTheOrderIsThatOfTheNames() {
        Property.holds("instrument names round trip", 2_000, random -> {
            Instrument one = any(random);
            Instrument other = any(random);
            assertThat(InstrumentNames.parse(one.name())).isEqualTo(one).hasSameHashCodeAs(one);
            assertThat(Integer.signum(one.compareTo(other)))
                    .isEqualTo(Integer.signum(one.name().compareTo(other.name())));
            assertThat(one.compareTo(other) == 0).isEqualTo(one.equals(other));
        });
    }

    private static Instrument any(SplittableRandom random) {
        String underlying = new String[] {"BTC", "ETH", "1INCH"}[random.nextInt(3)];
        LocalDate day = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(3));
        BigDecimal strike = BigDecimal.valueOf(random.nextLong(1, 1_000), random.nextInt(-3, 8));
        return switch (random.nextInt(3)) {
            case 0 -> new Instrument.Perpetual(underlying);
            case 1 -> new Instrument.DatedFuture(underlying, day);
            default ->
                new Instrument.EuropeanOption(
                        underlying, day, strike, random.nextBoolean() ? OptionKind.CALL : OptionKind.PUT);
        };
    }
}
