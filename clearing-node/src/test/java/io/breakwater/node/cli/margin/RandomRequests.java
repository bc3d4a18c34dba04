package io.breakwater.node.cli.margin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Runs a check on random cases, each with its own seed, and names the seed that fails. */
final class RandomRequests {

    private static final long FIRST_SEED = 7_001L;

    private RandomRequests() {}

    /** Checks cases of a named property; {@code -Dbreakwater.seed=N} repeats one. */
    static void holds(String name, int cases, Consumer<SplittableRandom> property) {
        Long only = Long.getLong("breakwater.seed");
        long first = only == null ? FIRST_SEED : only;
        long end = first + (only == null ? cases : 1);
        System.out.printf("property %s: %d cases from seed %d%n", name, end - first, first);
        for (long seed = first; seed < end; seed++) {
            try {
                property.accept(new SplittableRandom(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("property " + name + " fails with -Dbreakwater.seed=" + seed + ": " + e, e);
            }
        }
    }

    /** A decimal of a magnitude between e^low and e^high, with up to some decimals. */
    static BigDecimal decimal(SplittableRandom rng, double low, double high, int decimals) {
        BigDecimal value = new BigDecimal(Math.exp(rng.nextDouble(low, high)))
                .setScale(rng.nextInt(decimals + 1), RoundingMode.UP);
        return value.stripTrailingZeros();
    }

    static BigDecimal signed(SplittableRandom rng, BigDecimal value) {
        return rng.nextBoolean() ? value : value.negate();
    }
}
