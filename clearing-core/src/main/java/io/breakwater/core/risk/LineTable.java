package io.breakwater.core.risk;

import io.breakwater.core.money.ValueOverflowException;

/**
 * The {@link Lines} of a symbol at one price and funding index: the factor of a quantity on each line.
 *
 * <p>A contribution is {@code floor(q*factor / 2^fractionBits) + constant}, with the factor rounded so that the product
 * can only be too low. It depends on the quantity, the line, the price and the funding index alone: moving a slack by the
 * difference of two contributions is the same as computing it afresh, so nothing drifts. The fraction takes as many bits as
 * the price leaves free. Funding enters as {@code -a*q*index}: a position's quote is kept as if its index were 0.
 */
final class LineTable {

    /** A contribution of an admitted row is below 2^this micros at the price of its admission. */
    static final int ADMIT_BITS = 54;

    /**
     * A row that would reach 2^this micros is given up. With at most 32 rows, constants of 56 bits and funds of 61 no
     * slack can overflow.
     */
    static final int EVICT_BITS = 56;

    private static final int FACTOR_BITS = 61;
    private static final int MOST_FRACTION_BITS = 63;

    private Lines lines;
    private long price;
    private long funding;
    private int fractionBits;
    private int lift;
    private long[] factor = new long[0];
    private long[] edge = new long[0];

    /**
     * Sets the table to a price of the lines' sign and a funding index, both in 1e-8.
     *
     * @throws ValueOverflowException for a price above 62 bits or an index above 52; nothing is changed
     */
    void fill(Lines newLines, long newPrice, long newFunding) {
        requireModest("funding index", newFunding, 52);
        requireModest("price", newPrice, 62);
        if (newLines != lines) {
            lines = newLines;
            factor = new long[newLines.count()];
            edge = new long[newLines.edgeCount()];
        }
        price = newPrice;
        funding = newFunding;
        long magnitude = Math.abs(newPrice);
        int wholeBits =
                Math.max(bits(magnitude) + Lines.COEFFICIENT_BITS, bits(Math.abs(newFunding)) + Lines.COEFFICIENT_BITS);
        fractionBits = Math.min(MOST_FRACTION_BITS, FACTOR_BITS - 1 - wholeBits + lines.scaleBits());
        lift = 64 - fractionBits;
        int shift = lines.scaleBits() - fractionBits;
        for (int line = 0; line < factor.length; line++) {
            factor[line] = priceFactor(line, magnitude, shift) + fundingFactor(line, shift);
        }
        for (int i = 0; i < edge.length; i++) {
            edge[i] = lines.edgeQuantity(i, magnitude);
        }
    }

    private static void requireModest(String what, long units, int mostBits) {
        if (bits(Math.abs(units)) > mostBits) {
            throw new ValueOverflowException(what + " of " + units + " units exceeds " + mostBits + " bits");
        }
    }

    private static int bits(long magnitude) {
        return 64 - Long.numberOfLeadingZeros(magnitude);
    }

    private long priceFactor(int line, long magnitude, int shift) {
        long down = shifted(lines.coefficient(line), magnitude, shift);
        return Lines.isShort(line) ? down + 1 : down;
    }

    private long fundingFactor(int line, int shift) {
        long owed = -lines.equityFactor(line) * funding;
        if (owed == 0) {
            return 0;
        }
        boolean isUp = Lines.isShort(line);
        long unit = (owed > 0) == isUp ? lines.unitDown() + 1 : lines.unitDown();
        return shifted(owed, unit, shift) + (isUp ? 1 : 0);
    }

    /** floor(a*b / 2^shift) for a shift in [1, 127). */
    private static long shifted(long a, long b, int shift) {
        long high = Math.multiplyHigh(a, b);
        return shift >= 64 ? high >> (shift - 64) : (high << (64 - shift)) | (a * b >>> shift);
    }

    /** What a quantity adds on a line, in micros of its watch; never above the true value. */
    long contribution(long quantity, int line) {
        return Math.multiplyHigh(quantity << lift, factor[line]) + lines.constants()[line];
    }

    /** What a quantity on a line gains when the price rises by its own magnitude: the slope of the line, in micros. */
    long gainOfDoubling(long quantity, int line) {
        return Math.multiplyHigh(
                quantity << lift, priceFactor(line, Math.abs(price), lines.scaleBits() - fractionBits));
    }

    /** The line a quantity lies on for a watch: its piece by size, at an exact edge the lower one. */
    int lineOf(int watch, long quantity) {
        long size = Math.abs(quantity);
        int piece = 0;
        while (piece < edge.length && size > edge[piece]) {
            piece++;
        }
        return lines.lineOf(watch, piece, quantity < 0);
    }

    /** The largest size whose contribution stays below 2^bits micros at this price; 0 when there is none. */
    long sizeLimit(int contributionBits) {
        int quantityBits = fractionBits + contributionBits - FACTOR_BITS;
        return quantityBits < 0 ? 0 : 1L << quantityBits;
    }

    /** The lines. */
    Lines lines() {
        return lines;
    }

    /** The price it is for, in 1e-8. */
    long price() {
        return price;
    }

    /** The funding index it is for, in 1e-8. */
    long funding() {
        return funding;
    }

    /** Factors by line. */
    long[] factors() {
        return factor;
    }

    /** Largest quantities of the lower piece, by edge. */
    long[] edges() {
        return edge;
    }

    /** How far a quantity is shifted up before the high product with its factor is its contribution. */
    int lift() {
        return lift;
    }
}
