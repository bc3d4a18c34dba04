package io.breakwater.core.risk;

import java.util.Arrays;
import java.util.List;

/** Finds the accounts of a segment that would come below their next worse threshold if every price moved against them. */
final class NearThreshold {

    private static final long BASIS_POINTS = 10_000;

    private NearThreshold() {}

    /**
     * By slot, how much slack would be left; {@link Segment#NEVER} where nothing is watched.
     *
     * <p>Within its tier a row moves by its slope times the move; a wider tier is not looked into, so this is a forecast
     * and not a bound.
     */
    static long[] slackLeft(Segment segment, List<Symbol> symbols, AdverseMoves moves) {
        long[] left = Arrays.copyOf(segment.slackMicros(), segment.slots());
        for (Symbol symbol : symbols) {
            Rows rows = segment.rowsOrNull(symbol);
            long basisPoints = moves.basisPoints(symbol.name());
            for (int row = 0; rows != null && basisPoints > 0 && row < rows.size(); row++) {
                if (rows.watch(row) < segment.slots()) {
                    long slope = Math.abs(symbol.table().gainOfDoubling(rows.quantity(row), rows.line(row)));
                    left[rows.watch(row)] -= (slope / BASIS_POINTS + 1) * basisPoints;
                }
            }
        }
        return left;
    }
}
