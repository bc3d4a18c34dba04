package io.breakwater.core.margin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.instrument.OptionKind;
import io.breakwater.core.margin.MarginAccount.OptionInputs;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OptionModelTest {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal TINY = new BigDecimal("1e-15");

    @Test
    void blackIsWithinATenThousandthOfTheLastDecimalEvenAtATrillion() {
        Property.holds("Black-76 against 150 digits", 400, rng -> {
            EuropeanOption option = option(kind(rng), magnitude(rng));
            BigDecimal moneyness = BigDecimal.valueOf(rng.nextLong(200, 5000), 3);
            BigDecimal forward = option.strike().multiply(moneyness).setScale(8, RoundingMode.UP);
            OptionInputs inputs = inputs(forward, rng);

            assertWithin(new Black76().value(option, inputs), ReferenceNormal.black(option, inputs), "1e-15");
        });
    }

    @Test
    void bachelierIsAsGoodAndDefinedBelowZero() {
        Property.holds("Bachelier against 150 digits", 400, rng -> {
            EuropeanOption option = option(kind(rng), magnitude(rng));
            BigDecimal forward = option.strike()
                    .multiply(BigDecimal.valueOf(rng.nextLong(-3000, 3000), 3))
                    .setScale(8, RoundingMode.UP);
            OptionInputs shape = inputs(forward, rng);
            OptionInputs inputs =
                    new OptionInputs(forward, shape.impliedVolatility().multiply(option.strike()), shape.years());

            assertWithin(new Bachelier().value(option, inputs), ReferenceNormal.bachelier(option, inputs), "1e-15");
        });
    }

    @Test
    void normalDistributionIsSymmetricAndCutOnlyWhereNothingIsLeft() {
        for (String x : new String[] {"0", "0.5", "1", "3.25", "8", "11.9", "12", "12.1", "14"}) {
            DoubleDouble point = DoubleDouble.of(new BigDecimal(x));
            BigDecimal ours = NormalDistribution.cumulative(point).toBigDecimal();
            BigDecimal mirrored = NormalDistribution.cumulative(point.negate()).toBigDecimal();
            assertWithin(ours, ReferenceNormal.cumulative(new BigDecimal(x)), "1e-29");
            assertWithin(ours.add(mirrored), BigDecimal.ONE, "1e-29");
        }
    }

    @Test
    void logarithmAndExponentialKeepThirtyDigits() {
        Property.holds("exp and log against 150 digits", 300, rng -> {
            BigDecimal x = magnitude(rng);
            BigDecimal log = DoubleDouble.of(x).log().toBigDecimal();
            assertWithin(log, ReferenceNormal.log(x), "1e-29");
            BigDecimal power = BigDecimal.valueOf(rng.nextLong(-80_000, 30_000), 3);
            BigDecimal exact = ReferenceNormal.exp(power);
            BigDecimal ours = DoubleDouble.of(power).exp().toBigDecimal();
            assertWithin(ours, exact, exact.multiply(new BigDecimal("1e-28")).toString());
            BigDecimal root = DoubleDouble.of(x).sqrt().toBigDecimal();
            assertWithin(
                    root.multiply(root), x, x.multiply(new BigDecimal("1e-30")).toString());
        });
    }

    @Test
    void withoutTimeOrVolatilityTheValueIsThePayoff() {
        EuropeanOption call = option(OptionKind.CALL, HUNDRED);
        EuropeanOption put = option(OptionKind.PUT, HUNDRED);
        for (OptionModel model : new OptionModel[] {new Black76(), new Bachelier()}) {
            for (OptionInputs certain : new OptionInputs[] {given("104.5", "0", "1"), given("104.5", "0.5", "0")}) {
                assertThat(model.value(call, certain)).isEqualByComparingTo("4.5");
                assertThat(model.value(put, certain)).isZero();
                assertThat(model.greeks(call, certain).delta()).isEqualByComparingTo("1");
                assertThat(model.greeks(put, certain))
                        .isEqualTo(new Greeks(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO));
            }
        }
        assertThat(new Black76().value(put, given("0", "0.5", "1")))
                .as("a forward of zero stays there")
                .isEqualByComparingTo("100");
    }

    @Test
    void whatAModelIsNotDefinedForIsRefusedByName() {
        EuropeanOption call = option(OptionKind.CALL, HUNDRED);
        assertThatThrownBy(() -> new Black76().value(call, given("-0.01", "0.5", "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X-20261225-100-C.forward -0.01");
        assertThat(new Bachelier().value(call, given("-37.63", "20", "1")).signum())
                .isPositive();
        assertThatThrownBy(() -> new Bachelier().value(call, given("1", "-0.5", "1")))
                .hasMessageContaining("impliedVolatility -0.5");
        assertThatThrownBy(() -> new Black76().greeks(call, given("1", "0.5", "-1")))
                .hasMessageContaining("years -1");
    }

    @Test
    void greeksPredictSmallMovesToTheThirdOrder() {
        Property.holds("greeks against revaluation", 1000, rng -> {
            boolean normal = rng.nextBoolean();
            OptionModel model = OptionModel.of(normal);
            EuropeanOption option = option(kind(rng), HUNDRED);
            BigDecimal forward = BigDecimal.valueOf(rng.nextLong(7000, 13000), 2);
            BigDecimal volatility = BigDecimal.valueOf(rng.nextLong(300, 1200), normal ? 1 : 3);
            OptionInputs now = new OptionInputs(forward, volatility, BigDecimal.valueOf(rng.nextLong(60, 1000), 3));
            double size = predictionError(model, option, now, BigDecimal.ONE);
            double halved = predictionError(model, option, now, new BigDecimal("0.5"));

            // Halving the move must divide the error by about 8 in price and 4 in volatility: both terms are of 3rd
            // order.
            assertThat(halved).isLessThanOrEqualTo(size / 5 + 1e-10);
        });
    }

    /** How far the prediction is off for a spot move of 0.02 and a volatility move of the square of that, both scaled. */
    private static double predictionError(
            OptionModel model, EuropeanOption option, OptionInputs now, BigDecimal scale) {
        BigDecimal move = new BigDecimal("0.02").multiply(scale);
        BigDecimal volatilityMove =
                now.impliedVolatility().multiply(move).multiply(move).movePointLeft(2);
        OptionInputs then = new OptionInputs(
                now.forward().add(move), now.impliedVolatility().add(volatilityMove), now.years());
        BigDecimal exact = model.value(option, then).subtract(model.value(option, now));
        BigDecimal predicted = model.greeks(option, now).profit(move, volatilityMove);
        return exact.subtract(predicted).abs().doubleValue();
    }

    private static void assertWithin(BigDecimal actual, BigDecimal expected, String offset) {
        assertThat(actual.subtract(expected).abs())
                .as("%s against %s", actual.toString(), expected.toString())
                .isLessThan(new BigDecimal(offset));
    }

    private static OptionKind kind(SplittableRandom rng) {
        return rng.nextBoolean() ? OptionKind.CALL : OptionKind.PUT;
    }

    /** From 1e-6 up to 1e12, evenly by order of magnitude. */
    private static BigDecimal magnitude(SplittableRandom rng) {
        return BigDecimal.valueOf(rng.nextLong(1, 10_000), 4)
                .scaleByPowerOfTen(rng.nextInt(-1, 13))
                .max(TINY);
    }

    private static OptionInputs inputs(BigDecimal forward, SplittableRandom rng) {
        BigDecimal volatility = BigDecimal.valueOf(rng.nextLong(1, 300), 2);
        BigDecimal years = BigDecimal.valueOf(rng.nextLong(1, 2_000_000_000_000L), 12);
        return new OptionInputs(forward, volatility, years);
    }

    private static OptionInputs given(String forward, String volatility, String years) {
        return new OptionInputs(new BigDecimal(forward), new BigDecimal(volatility), new BigDecimal(years));
    }

    private static EuropeanOption option(OptionKind kind, BigDecimal strike) {
        return new EuropeanOption("X", LocalDate.of(2026, 12, 25), strike, kind);
    }
}
