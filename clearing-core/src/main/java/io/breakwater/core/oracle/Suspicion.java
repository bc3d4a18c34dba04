package io.breakwater.core.oracle;

import io.breakwater.core.money.Price;

/**
 * A jump that waits to be confirmed (risk model B.9, step 5).
 *
 * @param first the first suspect price
 * @param ticks how many supported ticks in a row were near it, itself included
 */
public record Suspicion(Price first, int ticks) {

    /** With so many further ticks near the first price. */
    Suspicion with(int further) {
        return new Suspicion(first, ticks + further);
    }
}
