package io.breakwater.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.BinaryOperator;
import java.util.function.LongBinaryOperator;
import org.junit.jupiter.api.Test;

/** Sums, products and shares of money: rounded once in a named direction, refused where they do not fit. */
class MoneyArithmeticTest {

    @Test
    void roundingNamesItsDirection() {
        BigDecimal third = new BigDecimal("-0.0000005");
        assertThat(Money.rounded(third, Rounding.DOWN)).isEqualTo(Money.of("-0.000001"));
        assertThat(Money.rounded(third, Rounding.UP)).isEqualTo(Money.ZERO);
        assertThat(Money.rounded(third, Rounding.HALF_EVEN)).isEqualTo(Money.ZERO);
        assertThat(Money.rounded(new BigDecimal("0.0000015"), Rounding.HALF_EVEN))
                .isEqualTo(Money.of("0.000002"));
        assertThat(Rounding.AGAINST_HOLDER).isEqualTo(Rounding.DOWN);
        assertThat(Rounding.REQUIREMENT).isEqualTo(Rounding.UP);
    }

    @Test
    void sumsAreExactOrRefused() {
        Property.holds("money sums as BigInteger", 5_000, random -> {
            long a = random.nextLong() >> random.nextInt(4);
            long b = random.nextLong() >> random.nextInt(4);
            check(
                    a,
                    b,
                    BigInteger::add,
                    (x, y) -> new Money(x).plus(new Money(y)).units());
            check(
                    a,
                    b,
                    BigInteger::subtract,
                    (x, y) -> new Money(x).minus(new Money(y)).units());
            check(
                    a,
                    b,
                    BigInteger::add,
                    (x, y) -> new Price(x).plus(new Price(y)).units());
            check(
                    a,
                    b,
                    BigInteger::subtract,
                    (x, y) -> new Quantity(x).minus(new Quantity(y)).units());
            check(a, b, BigInteger::add, (x, y) -> new Rate(x).plus(new Rate(y)).units());
        });
    }

    private static void check(long a, long b, BinaryOperator<BigInteger> exact, LongBinaryOperator computed) {
        BigInteger expected = exact.apply(BigInteger.valueOf(a), BigInteger.valueOf(b));
        if (expected.bitLength() > 63) {
            assertThatThrownBy(() -> computed.applyAsLong(a, b)).isInstanceOf(ValueOverflowException.class);
        } else {
            assertThat(computed.applyAsLong(a, b)).isEqualTo(expected.longValueExact());
        }
    }

    @Test
    void anOverflowNamesTheOperationAndItsNumbers() {
        Money most = new Money(Long.MAX_VALUE);
        assertThatThrownBy(() -> most.plus(new Money(1)))
                .isInstanceOf(ValueOverflowException.class)
                .hasMessage("money units 9223372036854775807 + 1 exceed 64 bits");
        assertThatThrownBy(() -> new Price(Long.MIN_VALUE).minus(new Price(1)))
                .hasMessage("price units -9223372036854775808 - 1 exceed 64 bits");
        assertThatThrownBy(() -> new Quantity(Long.MIN_VALUE).negate())
                .hasMessage("-(quantity units -9223372036854775808) exceeds 64 bits");
        assertThatThrownBy(() -> new Rate(Long.MIN_VALUE).abs()).isInstanceOf(ValueOverflowException.class);
        assertThat(most.negate().abs()).isEqualTo(most);
    }

    @Test
    void aPriceTimesAQuantityIsRoundedOnce() {
        Property.holds("price x quantity as BigDecimal", 5_000, random -> {
            Price price = new Price(random.nextLong() >> random.nextInt(64));
            Quantity quantity = new Quantity(random.nextLong() >> random.nextInt(64));
            BigDecimal exact = price.exact().multiply(quantity.exact());
            for (Rounding rounding : Rounding.values()) {
                BigInteger units = exact.setScale(Money.SCALE, rounding.mode()).unscaledValue();
                if (units.bitLength() > 63) {
                    assertThatThrownBy(() -> price.times(quantity, rounding))
                            .isInstanceOf(ValueOverflowException.class)
                            .hasMessageContaining(units.toString());
                } else {
                    assertThat(price.times(quantity, rounding)).isEqualTo(new Money(units.longValueExact()));
                }
            }
        });
    }

    @Test
    void aShareOfAnAmountIsRoundedInTheNamedDirection() {
        Money amount = Money.of("0.000003");
        assertThat(Rate.of("0.5").of(amount, Rounding.DOWN)).isEqualTo(Money.of("0.000001"));
        assertThat(Rate.of("0.5").of(amount, Rounding.REQUIREMENT)).isEqualTo(Money.of("0.000002"));
        assertThat(Rate.of("1").isFraction()).isTrue();
        assertThat(Rate.of("1.000000000001").isFraction()).isFalse();
        assertThat(Rate.of("-0.000000000001").isFraction()).isFalse();
    }

    @Test
    void lotsRoundTheMagnitudeAndKeepTheSide() {
        Quantity lot = Quantity.of("0.001");
        assertThat(Quantity.of("5.9521").toLots(lot, Rounding.UP)).isEqualTo(Quantity.of("5.953"));
        assertThat(Quantity.of("-5.9521").toLots(lot, Rounding.UP)).isEqualTo(Quantity.of("-5.953"));
        assertThat(Quantity.of("-5.9529").toLots(lot, Rounding.DOWN)).isEqualTo(Quantity.of("-5.952"));
        assertThat(Quantity.of("0.001").isWholeLots(lot)).isTrue();
        assertThat(Quantity.of("0.00100001").isWholeLots(lot)).isFalse();
        assertThatThrownBy(() -> new Quantity(Long.MAX_VALUE).toLots(lot, Rounding.UP))
                .isInstanceOf(ValueOverflowException.class);
        assertThatThrownBy(() -> new Quantity(1).toLots(Quantity.ZERO, Rounding.UP))
                .hasMessage("divisor 0 is not positive");
    }

    @Test
    void ticksRoundThePriceItself() {
        Price tick = Price.of("0.1");
        assertThat(Price.of("57581.99").toTick(tick, Rounding.UP)).isEqualTo(Price.of("57582"));
        assertThat(Price.of("57581.99").toTick(tick, Rounding.DOWN)).isEqualTo(Price.of("57581.9"));
        assertThat(Price.of("-37.63").toTick(tick, Rounding.UP)).isEqualTo(Price.of("-37.6"));
        assertThat(Price.of("-37.63").toTick(tick, Rounding.DOWN)).isEqualTo(Price.of("-37.7"));
        assertThat(Price.of("0.15").toTick(tick, Rounding.HALF_EVEN)).isEqualTo(Price.of("0.2"));
        assertThatThrownBy(() -> new Price(Long.MAX_VALUE).toTick(tick, Rounding.UP))
                .isInstanceOf(ValueOverflowException.class);
    }
}
