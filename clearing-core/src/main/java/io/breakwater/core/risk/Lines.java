package io.breakwater.core.risk;

import io.breakwater.core.risk.Schedule.Piece;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/**
 * The straight lines that holdings of one symbol can lie on, one for each watch, schedule piece and side.
 *
 * <p>On a line, a holding of q units at price p adds to the watch {@code a*E - b*MM}
 * <pre>    q * |p| * (a*e*sign(p) - b*m*sign(q))  +  a*offset + b*deduction</pre>
 * with e and m the piece's equity and requirement rates. The factor of {@code q*|p|} is kept as an integer with
 * {@link #scaleBits} binary digits, money units a product unit included; it is rounded down for a long and up for a short,
 * so the line never lies above the true one (risk model B.1). Prices of one sign share their lines.
 */
final class Lines {

    /** Bits of the largest coefficient. */
    static final int COEFFICIENT_BITS = 61;

    /** No constant may need more bits, so that no sum overflows (see {@link LineTable#EVICT_BITS}). */
    private static final int CONSTANT_BITS = 56;

    /** Price units times quantity units, divided by this, are money units. */
    private static final BigDecimal PRODUCT_PER_MONEY_UNIT = new BigDecimal("1e10");

    private static final BigDecimal PRODUCT_PER_CURRENCY = new BigDecimal("1e16");
    private static final BigDecimal MONEY_UNITS = new BigDecimal("1e6");
    private static final int PROBE_BITS = 64;

    private final int pieces;
    private final int priceSign;
    private final int scaleBits;
    private final long[] coefficient;
    private final long[] constant;
    private final BigInteger[] edgeProduct;
    private final long[] equityFactor;
    private final long unitDown;

    /**
     * The lines of a schedule.
     *
     * @param priceSign 1 for prices at or above 0, -1 below
     * @throws IllegalArgumentException when a deduction or offset of the schedule is beyond what a column can hold
     */
    Lines(Schedule schedule, Watches watches, int priceSign) {
        this.pieces = schedule.pieces().size();
        this.priceSign = priceSign;
        BigDecimal[] exact = new BigDecimal[Watches.COUNT * pieces * 2];
        this.constant = new long[exact.length];
        this.equityFactor = new long[exact.length];
        for (int line = 0; line < exact.length; line++) {
            exact[line] = perProduct(schedule, watches, line);
            constant[line] = constant(schedule, watches, line);
            equityFactor[line] = watches.equity(watchOf(line));
        }
        this.scaleBits = scaleBits(exact);
        this.coefficient = new long[exact.length];
        for (int line = 0; line < exact.length; line++) {
            coefficient[line] = binary(exact[line], isShort(line) ? RoundingMode.CEILING : RoundingMode.FLOOR);
        }
        this.unitDown = binary(BigDecimal.ONE.divide(PRODUCT_PER_MONEY_UNIT), RoundingMode.FLOOR);
        this.edgeProduct = edges(schedule.edges());
    }

    private BigDecimal perProduct(Schedule schedule, Watches watches, int line) {
        Piece piece = schedule.pieces().get(pieceOf(line));
        int side = isShort(line) ? -1 : 1;
        BigDecimal equityRate = side == priceSign ? piece.equityRate() : schedule.negativeRate();
        BigDecimal equity = equityRate.multiply(BigDecimal.valueOf(priceSign * watches.equity(watchOf(line))));
        BigDecimal requirement =
                piece.requirementRate().multiply(BigDecimal.valueOf(side * watches.requirement(watchOf(line))));
        return equity.subtract(requirement).divide(PRODUCT_PER_MONEY_UNIT);
    }

    private long constant(Schedule schedule, Watches watches, int line) {
        Piece piece = schedule.pieces().get(pieceOf(line));
        boolean isPositiveValue = (isShort(line) ? -1 : 1) == priceSign;
        BigDecimal offset = isPositiveValue ? piece.equityOffset() : BigDecimal.ZERO;
        BigInteger micros = offset.multiply(BigDecimal.valueOf(watches.equity(watchOf(line))))
                .add(piece.deduction().multiply(BigDecimal.valueOf(watches.requirement(watchOf(line)))))
                .multiply(MONEY_UNITS)
                .setScale(0, RoundingMode.FLOOR)
                .toBigInteger();
        if (micros.bitLength() > CONSTANT_BITS) {
            throw new IllegalArgumentException("the schedule's piece " + piece + " needs " + micros.bitLength()
                    + " bits of slack, more than " + CONSTANT_BITS);
        }
        return micros.longValue();
    }

    private static int scaleBits(BigDecimal[] exact) {
        BigDecimal largest = BigDecimal.ONE.divide(PRODUCT_PER_MONEY_UNIT);
        for (BigDecimal value : exact) {
            largest = largest.max(value.abs());
        }
        BigInteger probe = largest.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(PROBE_BITS)))
                .setScale(0, RoundingMode.CEILING)
                .toBigInteger();
        return COEFFICIENT_BITS - probe.bitLength() + PROBE_BITS;
    }

    private long binary(BigDecimal value, RoundingMode rounding) {
        return value.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(scaleBits)))
                .setScale(0, rounding)
                .longValueExact();
    }

    private static BigInteger[] edges(List<BigDecimal> notionals) {
        return notionals.stream()
                .map(n -> n.multiply(PRODUCT_PER_CURRENCY)
                        .setScale(0, RoundingMode.FLOOR)
                        .toBigInteger())
                .toArray(BigInteger[]::new);
    }

    /** The line of a watch, a piece and a side. */
    int lineOf(int watch, int piece, boolean isShort) {
        return (watch * pieces + piece) * 2 + (isShort ? 1 : 0);
    }

    /** The watch a line belongs to. */
    int watchOf(int line) {
        return line / (2 * pieces);
    }

    private int pieceOf(int line) {
        return line / 2 % pieces;
    }

    static boolean isShort(int line) {
        return (line & 1) == 1;
    }

    /** How many lines there are. */
    int count() {
        return coefficient.length;
    }

    /** How many edges lie between the pieces. */
    int edgeCount() {
        return edgeProduct.length;
    }

    /** The sign of the prices these lines are for; 0 counts as positive. */
    int priceSign() {
        return priceSign;
    }

    /** Binary digits of the coefficients. */
    int scaleBits() {
        return scaleBits;
    }

    /** What a product unit adds in money units times 2^scaleBits, against the holder. */
    long coefficient(int line) {
        return coefficient[line];
    }

    /** What the line adds whatever the price, in micros, rounded down. */
    long[] constants() {
        return constant;
    }

    /** The factor of equity in the line's watch. */
    long equityFactor(int line) {
        return equityFactor[line];
    }

    /** One money unit a product unit times 2^scaleBits, rounded down; one more is rounded up. */
    long unitDown() {
        return unitDown;
    }

    /** The largest quantity whose notional at a price is still at or below an edge: floor(L/|p|). */
    long edgeQuantity(int edge, long priceMagnitude) {
        if (priceMagnitude == 0) {
            return Long.MAX_VALUE;
        }
        BigInteger quantity = edgeProduct[edge].divide(BigInteger.valueOf(priceMagnitude));
        return quantity.bitLength() > 63 ? Long.MAX_VALUE : quantity.longValue();
    }
}
