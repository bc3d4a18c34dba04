package io.breakwater.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** 128-bit integers against {@link BigInteger}, near every edge where a carry or a sign could go wrong. */
class Int128Test {

    private static final BigInteger MAX = BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE);
    private static final BigInteger MIN = BigInteger.ONE.shiftLeft(127).negate();
    private static final Int128 MIN_VALUE = new Int128(Long.MIN_VALUE, 0);
    private static final Int128 MAX_VALUE = new Int128(Long.MAX_VALUE, -1);

    @Test
    void sumsDifferencesAndOppositesAreThoseOfBigIntegerOrRefused() {
        Property.holds("128-bit sums as BigInteger", 20_000, random -> {
            Int128 a = anyValue(random);
            Int128 b = anyValue(random);
            check(a.toBigInteger().add(b.toBigInteger()), () -> a.plus(b));
            check(a.toBigInteger().subtract(b.toBigInteger()), () -> a.minus(b));
            check(a.toBigInteger().negate(), a::negate);
            assertThat(a.compareTo(b)).isEqualTo(a.toBigInteger().compareTo(b.toBigInteger()));
            assertThat(a.signum()).isEqualTo(a.toBigInteger().signum());
            assertThat(a.fitsLong()).isEqualTo(a.toBigInteger().bitLength() <= 63);
        });
    }

    @Test
    void productsOfLongsAreExact() {
        Property.holds("128-bit products as BigInteger", 20_000, random -> {
            long a = anyLong(random);
            long b = anyLong(random);
            assertThat(Int128.product(a, b).toBigInteger())
                    .isEqualTo(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)));
        });
    }

    @Test
    void quotientsRoundOnceInTheNamedDirectionOrAreRefused() {
        Property.holds("128-bit quotients as BigDecimal", 20_000, random -> {
            Int128 dividend = random.nextBoolean() ? Int128.of(anyLong(random)) : anyValue(random);
            long divisor = Math.max(1, anyLong(random) & Long.MAX_VALUE);
            for (Rounding rounding : Rounding.values()) {
                BigInteger expected = new BigDecimal(dividend.toBigInteger())
                        .divide(BigDecimal.valueOf(divisor), 0, rounding.mode())
                        .toBigIntegerExact();
                if (expected.bitLength() <= 63) {
                    assertThat(dividend.dividedBy(divisor, rounding)).isEqualTo(expected.longValueExact());
                } else {
                    assertThatThrownBy(() -> dividend.dividedBy(divisor, rounding))
                            .isInstanceOf(ValueOverflowException.class);
                }
            }
        });
    }

    @Test
    void theLargestSumFitsAndOneMoreIsRefusedWithBothNumbers() {
        assertThat(MAX_VALUE.minus(Int128.of(1)).plus(Int128.of(1))).isEqualTo(MAX_VALUE);
        assertThatThrownBy(() -> MAX_VALUE.plus(Int128.of(1)))
                .isInstanceOf(ValueOverflowException.class)
                .hasMessage(MAX + " + 1 exceeds 128 bits");
        assertThatThrownBy(() -> MIN_VALUE.minus(Int128.of(1))).hasMessage(MIN + " - 1 exceeds 128 bits");
    }

    @Test
    void theSmallestValueHasNoOppositeButCanBeSubtractedFromANegative() {
        assertThatThrownBy(MIN_VALUE::negate).hasMessage("-(" + MIN + ") exceeds 128 bits");
        assertThat(Int128.of(-1).minus(MIN_VALUE)).isEqualTo(MAX_VALUE);
        assertThatThrownBy(() -> Int128.ZERO.minus(MIN_VALUE)).isInstanceOf(ValueOverflowException.class);
    }

    @Test
    void aDivisorMustBePositive() {
        assertThatThrownBy(() -> Int128.of(1).dividedBy(0, Rounding.DOWN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("divisor 0 is not positive");
    }

    private static void check(BigInteger expected, Supplier<Int128> computed) {
        if (expected.compareTo(MIN) < 0 || expected.compareTo(MAX) > 0) {
            assertThatThrownBy(computed::get).isInstanceOf(ValueOverflowException.class);
        } else {
            assertThat(computed.get().toBigInteger()).isEqualTo(expected);
        }
    }

    private static Int128 anyValue(SplittableRandom random) {
        return new Int128(anyLong(random), anyLong(random));
    }

    /** Half of the values lie within a few units of zero or of an edge. */
    private static long anyLong(SplittableRandom random) {
        long near = random.nextInt(-3, 4);
        return switch (random.nextInt(8)) {
            case 0 -> Long.MAX_VALUE - Math.abs(near);
            case 1 -> Long.MIN_VALUE + Math.abs(near);
            case 2, 3 -> near;
            default -> random.nextLong() >> random.nextInt(64);
        };
    }
}
