package io.breakwater.core.oracle;

import io.breakwater.core.money.Int128;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;

/** Comparisons of a distance with a share of a size, exact in 128 bits, for prices in units of 1e-8. */
final class Limit {

    private Limit() {}

    /** Whether {@code distance > share*size}; at exactly the limit it is not exceeded. */
    static boolean isExceeded(long distance, Rate share, long size) {
        return isProductGreater(distance, Rate.ONE.units(), share.units(), size);
    }

    /** Whether {@code a*b > c*d}. */
    static boolean isProductGreater(long a, long b, long c, long d) {
        return Int128.product(a, b).compareTo(Int128.product(c, d)) > 0;
    }

    /** The largest whole distance that does not exceed {@code share*size}. */
    static long distance(Rate share, long size) {
        return Int128.product(share.units(), size).dividedBy(Rate.ONE.units(), Rounding.DOWN);
    }
}
