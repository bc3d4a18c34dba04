package io.breakwater.core;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Runs a property over random cases, each with its own seed, and names the seed of the case that fails.
 *
 * <p>{@code -Dbreakwater.seed=N} repeats one case; {@code -Dbreakwater.cases=N} multiplies the number of cases.
 */
public final class Property {

    private static final long FIRST_SEED = 20_251_010L;

    private Property() {}

    /** Checks {@code cases} cases of a named property. */
    public static void holds(String name, int cases, Consumer<SplittableRandom> property) {
        Long only = Long.getLong("breakwater.seed");
        long first = only == null ? FIRST_SEED : only;
        long count = only == null ? (long) cases * Integer.getInteger("breakwater.cases", 1) : 1;
        System.out.printf("property %s: %d cases from seed %d%n", name, count, first);
        for (long seed = first; seed < first + count; seed++) {
            check(name, seed, property);
        }
    }

    private static void check(String name, long seed, Consumer<SplittableRandom> property) {
        try {
            property.accept(new SplittableRandom(seed));
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("property " + name + " fails with -Dbreakwater.seed=" + seed + ": " + e, e);
        }
    }
}
