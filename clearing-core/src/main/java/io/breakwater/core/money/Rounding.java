package io.breakwater.core.money;

import java.math.RoundingMode;

/**
 * The direction of a rounding, named at each call (risk model B.1). The role names say why a direction is right:
 * requirements and fees go up, equity and collateral go down, and what touches one account goes against its holder.
 */
public enum Rounding {
    /** Toward minus infinity. */
    DOWN(RoundingMode.FLOOR),
    /** Toward plus infinity. */
    UP(RoundingMode.CEILING),
    /** To the nearest, a tie to the even neighbour: for what is only shown, never for what is booked. */
    HALF_EVEN(RoundingMode.HALF_EVEN);

    /** What counts in favour of the holder (equity, collateral, a receipt) is rounded down. */
    public static final Rounding AGAINST_HOLDER = DOWN;

    /** What the holder must have or must pay (a requirement, a fee, a loss charge) is rounded up. */
    public static final Rounding REQUIREMENT = UP;

    private final RoundingMode mode;

    Rounding(RoundingMode mode) {
        this.mode = mode;
    }

    /** The same direction in the terms of {@link java.math.BigDecimal}. */
    public RoundingMode mode() {
        return mode;
    }
}
