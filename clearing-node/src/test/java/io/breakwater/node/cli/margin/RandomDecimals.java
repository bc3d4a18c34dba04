package io.breakwater.node.cli.margin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;

/** Draws the decimals of random requests. */
final class RandomDecimals {

    private RandomDecimals() {}

    /** A decimal of a magnitude between e^low and e^high, with up to some decimals. */
    static BigDecimal magnitude(SplittableRandom rng, double low, double high, int decimals) {
        BigDecimal value = new BigDecimal(Math.exp(rng.nextDouble(low, high)))
                .setScale(rng.nextInt(decimals + 1), RoundingMode.UP);
        return value.stripTrailingZeros();
    }

    /** A value of either sign. */
    static BigDecimal signed(SplittableRandom rng, BigDecimal value) {
        return rng.nextBoolean() ? value : value.negate();
    }
}
