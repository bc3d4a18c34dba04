package io.breakwater.core.margin;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.function.Function;

/** Exact sums over the parts of something. */
final class Sums {

    private Sums() {}

    /** The sum of an amount of each part; zero for none. */
    static <T> BigDecimal of(Collection<T> parts, Function<T, BigDecimal> amount) {
        return parts.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
