package io.breakwater.core.liquidation;

/**
 * Names a velocity bucket: a symbol and the side that liquidations take in it.
 *
 * @param symbol such as {@code BTC}
 * @param side what we do in it
 */
public record BucketKey(String symbol, Side side) implements Comparable<BucketKey> {

    /** What liquidations do in a market. */
    public enum Side {
        /** Closing longs. */
        SELLING,
        /** Closing shorts. */
        BUYING
    }

    @Override
    public int compareTo(BucketKey other) {
        int bySymbol = symbol.compareTo(other.symbol);
        return bySymbol != 0 ? bySymbol : side.compareTo(other.side);
    }

    @Override
    public String toString() {
        return symbol + "/" + side;
    }
}
