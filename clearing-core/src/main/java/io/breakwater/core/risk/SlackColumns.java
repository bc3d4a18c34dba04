package io.breakwater.core.risk;

/**
 * The loop that moves slacks by symbol: one multiplication a holder and price.
 *
 * <p>{@code slack += contribution(new) - contribution(old)}, where a contribution is the high half of
 * {@code (q << lift) * factor}. Both are functions of the price alone, so an increment equals a recomputation.
 */
public final class SlackColumns {

    private SlackColumns() {}

    /**
     * Moves the slack of every holder of a symbol from one price to the next and marks those below 0.
     *
     * @param slack micros of slack by watch
     * @param watch whose slack a row moves
     * @param line which line a row lies on
     * @param quantity what a row holds, in 1e-8
     * @param rows how many rows there are
     * @param from factors by line at the last price
     * @param fromLift quantity shift of the last price
     * @param to factors by line at the new price
     * @param toLift quantity shift of the new price
     * @param below one bit a watch, set when its slack is below 0
     */
    public static void move(
            long[] slack,
            char[] watch,
            char[] line,
            long[] quantity,
            int rows,
            long[] from,
            int fromLift,
            long[] to,
            int toLift,
            long[] below) {
        for (int row = 0; row < rows; row++) {
            long q = quantity[row];
            int on = line[row];
            long moved = Math.multiplyHigh(q << toLift, to[on]) - Math.multiplyHigh(q << fromLift, from[on]);
            int of = watch[row];
            long now = slack[of] + moved;
            slack[of] = now;
            if (now < 0) {
                below[of >> 6] |= 1L << of;
            }
        }
    }
}
