package io.breakwater.core.oracle;

import io.breakwater.core.money.Price;

/**
 * A jump that waits to be confirmed (risk model B.9, step 5).
 *
 * @param first the first suspect price
 * @param ticks how many ticks in a row were near it, itself included; 0 when nothing is suspect
 */
public record Suspicion(Price first, int ticks) {

    /** Nothing is suspect. */
    public static final Suspicion NONE = new Suspicion(Price.ZERO, 0);

    /** Whether a jump is unconfirmed. */
    public boolean isOpen() {
        return ticks > 0;
    }
}
